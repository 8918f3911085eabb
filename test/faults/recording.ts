import { type Census, census, ownIdOf } from "./census.ts";
import type { Outcome, Program } from "./stack.ts";
import { argsWith, programOf, type Subject, subjectName } from "./subject.ts";
import { newWorld, type World } from "./world.ts";

/** A call that the plugin makes in a phase of a life without faults. */
export interface RecordedCall {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** How many times the operation was called before in this phase. */
  readonly index: number;
  /** How many times it is called in all. */
  readonly count: number;
  /** The cloud goes on with a job after its answer. */
  readonly startsJob: boolean;
  /** The object under test is there when the call is made. */
  readonly objectExists: boolean;
  /** The path names the object under test. */
  readonly namesObject: boolean;
}

/** A part of a resource's life: one operation of Pulumi. */
export interface Phase {
  /** `creation`, `update <name>`, `refresh` or `deletion`. */
  readonly name: string;
  /** What must have happened before. */
  readonly before: readonly Phase[];
  /** What the program is by then. */
  readonly program: Program;
  perform(world: World): Promise<Outcome>;
}

export interface RecordedPhase {
  readonly phase: Phase;
  readonly calls: readonly RecordedCall[];
  /** What the clouds hold after it. */
  readonly census: Census;
}

/** A world for a subject. What lasts long in the clouds is shortened: the looks at it are all alike. */
export function worldOf({ logsIn }: Subject, seed: string): World {
  return newWorld(seed, { speed: 10, logsIn: logsIn === true });
}

/** The phases of a subject's life, each of which begins where the creation has ended. */
export function phasesOf(subject: Subject): readonly Phase[] {
  const up = (name: string, before: readonly Phase[], args?: Subject["args"]): Phase => {
    const program = programOf(subject, args);
    return { name, before, program, perform: ({ stack, time }) => time.pass(() => stack.up(program)) };
  };
  const needs = up("needs", []);
  const creation = up("creation", [needs], subject.args);
  const made = [needs, creation];
  return [
    creation,
    ...Object.entries(subject.updates).map(([name, changes]) => up(`update ${name}`, made, argsWith(subject, changes))),
    { ...creation, name: "refresh", before: made, perform: ({ stack, time }) => time.pass(() => stack.refresh()) },
    up("deletion", made),
  ];
}

/** Takes a subject through its life without faults, and notes every call. */
export async function record(subject: Subject): Promise<readonly RecordedPhase[]> {
  const phases: RecordedPhase[] = [];
  for (const phase of phasesOf(subject)) phases.push(await recordPhase(subject, phase));
  return phases;
}

async function recordPhase(subject: Subject, phase: Phase): Promise<RecordedPhase> {
  using world = worldOf(subject, `${subject.token} ${phase.name}`);
  for (const earlier of phase.before) await expectDone(world, earlier);
  const needs = phase.name === "creation" ? census(world) : undefined;
  const calls: Omit<RecordedCall, "count">[] = [];
  let ownId = world.stack.ids()[subjectName]?.replace(/^.*\//, "");
  world.interfere({
    after({ operation, index, request: { method, path } }, answer) {
      ownId ??= needs && ownIdOf(subject, world, needs);
      const startsJob = /"(job_id|workflow_id)":"/.test(JSON.stringify(answer?.body ?? "")) && method !== "GET";
      const namesObject = ownId !== undefined && path.includes(ownId);
      calls.push({ operation, index, method, path, startsJob, objectExists: ownId !== undefined, namesObject });
    },
  });
  await expectDone(world, phase);
  const counted = calls.map((call) => ({
    ...call,
    count: calls.filter(({ operation }) => operation === call.operation).length,
  }));
  return { phase, calls: counted, census: census(world) };
}

/** @throws when a life without faults does not succeed: there is nothing to break then */
export async function expectDone(world: World, phase: Phase): Promise<void> {
  const { ok, errors } = await phase.perform(world);
  if (!ok) throw new Error(`The ${phase.name} failed without a fault: ${errors.join("\n")}`);
}
