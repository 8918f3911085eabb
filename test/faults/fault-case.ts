import { expect } from "vitest";
import { type Census, census } from "./census.ts";
import { type Fault, requestId, type Target } from "./faults.ts";
import { expectDone, type RecordedCall, type RecordedPhase, worldOf } from "./recording.ts";
import { confidential } from "./secrets.ts";
import type { Outcome } from "./stack.ts";
import { type Subject, subjectName } from "./subject.ts";
import type { World } from "./world.ts";

/** One fault at one call of one phase of a subject's life. */
export interface FaultCase {
  readonly name: string;
  readonly fault: Fault;
  readonly target: Target;
  readonly recorded: RecordedPhase;
}

/** Every fault at every call where it can happen. Of what is asked again and again, the first, a middle and the last. */
export function casesOf(subject: Subject, faults: readonly Fault[], phases: readonly RecordedPhase[]) {
  const possible = phases.flatMap((recorded) =>
    recorded.calls.filter(isTried).flatMap((call) => {
      const target = { subject, phase: recorded.phase.name, call };
      return faults.map((fault): FaultCase & { readonly fits: boolean } => ({
        name: `${target.phase}, ${call.operation} ${call.index + 1}/${call.count}: ${fault.name}`,
        fault,
        target,
        recorded,
        fits: fault.fits(target),
      }));
    }),
  );
  const { operation } = subject.creation;
  if (!phases.some(({ calls }) => calls.some((call) => call.operation === operation)))
    throw new Error(`No ${operation} was ever called: it does not create a ${subject.token}.`);
  const cases = possible.filter(({ fits }) => fits);
  return { cases, leftOut: possible.length - cases.length };
}

function isTried({ index, count }: RecordedCall): boolean {
  return count <= 3 || [0, Math.floor(count / 2), count - 1].includes(index);
}

/** Lets the fault happen, runs the update again without it, and expects that nothing is lost or there twice. */
export async function expectToHold({ name, fault, target, recorded }: FaultCase): Promise<void> {
  using world = worldOf(target.subject, name);
  const { phase } = recorded;
  for (const earlier of phase.before) await expectDone(world, earlier);
  const before = census(world);

  world.interfere(fault.arm(world, target, before));
  const struck = await phase.perform(world);
  world.interfere();
  world.clouds.admin.clearFaults();
  endTrouble(world);

  expectConfidential(struck.text);
  if (!struck.ok && !fault.kills) expectClear(struck, fault, target);
  if (fault.drifts && struck.ok) expectOk(await refresh(world), "the refresh that looks at the cloud again");
  await heal(world, recorded);
  expectCensus(world, recorded.census, target.subject);
  await expectNothingToDo(world, recorded);
  expectConfidential(world.stack.kept());
}

/** When the fault is over, a job without end ends, and what was abnormal is normal again. */
function endTrouble({ clouds: { admin } }: World): void {
  const { jobs, instances, nodes, htapInstances } = admin.objects().huawei as Record<string, Troubled[]>;
  for (const { id, status, due } of jobs ?? []) {
    if (status !== "Running" || due !== null) continue;
    admin.change("huawei", "jobs", id, { status: "Failed", fail_reason: "ended by hand" });
  }
  for (const [kind, objects] of Object.entries({ instances, nodes, htapInstances })) {
    for (const { id, status } of objects ?? []) {
      if (status === "abnormal") admin.change("huawei", kind, id, { status: "normal" });
    }
  }
}

interface Troubled {
  readonly id: string;
  readonly status: string;
  readonly due?: number | null;
}

/** The user runs the operation again, and what the messages say. */
async function heal(world: World, { phase }: RecordedPhase): Promise<void> {
  let outcome = await phase.perform(world);
  if (!outcome.ok && outcome.errors.some((error) => error.includes('"pulumi refresh"'))) {
    expectOk(await refresh(world), "the refresh that the message asks for");
    outcome = await phase.perform(world);
  }
  if (!outcome.ok && outcome.errors.some((error) => error.includes('The next "pulumi up" replaces it'))) {
    outcome = await phase.perform(world);
  }
  expectConfidential(outcome.text);
  expectOk(outcome, `the ${phase.name} run again without the fault`);
}

const refresh = ({ stack, time }: World) => time.pass(() => stack.refresh());

function expectOk({ errors }: Outcome, what: string): void {
  expect(errors, `${what}: ${errors.join("\n")}`).toEqual([]);
}

/** The clouds hold what they would hold without the fault, and the state names all of it. */
function expectCensus(world: World, expected: Census, { objects }: Subject): void {
  const found = census(world);
  const counts = (all: Census) => Object.entries(all).map(([kind, ids]) => `${ids.length} ${kind}`);
  const held = counts(found).join(", ");
  expect(held, `the clouds hold ${held}; without the fault ${counts(expected).join(", ")}`).toBe(
    counts(expected).join(", "),
  );
  const kept = world.stack.kept();
  const ids = Object.values(found).flat();
  expect(
    ids.filter((id) => !kept.includes(id)),
    "objects that the state does not name",
  ).toEqual([]);
  // What runs and has no object of its own names what it runs at, which need not be there.
  const known = Object.entries(world.stack.ids())
    .filter(([name]) => objects || name !== subjectName)
    .map(([, id]) => id.slice(id.lastIndexOf("/") + 1));
  // A resource may also be what comes with an account.
  const there = JSON.stringify(world.clouds.admin.objects());
  expect(
    known.filter((id) => !ids.includes(id) && !there.includes(`"${id}"`)),
    "resources without an object",
  ).toEqual([]);
}

async function expectNothingToDo({ time, stack }: World, { phase }: RecordedPhase): Promise<void> {
  for (const look of [() => stack.preview(phase.program), () => stack.previewRefresh()]) {
    const { errors, changes, paths } = await time.pass(look);
    const found = [...errors, ...changes, ...paths].join(", ");
    expect(found, `what is left to do: ${found}`).toBe("");
  }
}

/** What the provider calls the operations that no document has. */
const undocumented: Readonly<Record<string, string>> = {
  "GET /v3/projects": "findProject",
  "POST /v3/auth/tokens": "issueToken",
};

/**
 * The error names the resource, the operation, the cause and the request, and is meant for people. In a refresh, reads of
 * what the subject needs fail at that.
 */
function expectClear({ errors }: Outcome, fault: Fault, { phase, call, subject }: Target): void {
  const names = [subjectName, ...(subject.siblings ?? []).map(({ name }) => name)];
  const own = errors.find((text) => names.some((name) => text.includes(`::${name}: `)));
  const error = own ?? (phase === "refresh" ? errors.find((text) => text.includes(call.operation)) : undefined) ?? "";
  expect(error, `an error at the resource, in ${errors.join("\n")}`).not.toBe("");
  expect(error, error).not.toMatch(/undefined|\[object |null|TypeError|\n\s+at /);
  if (fault.told) expect(error, error).toMatch(fault.told);
  if (error.includes("ordered (") || error.includes(requestId)) {
    expect(error, error).toContain(undocumented[call.operation] ?? call.operation);
    expect(error, error).toContain(requestId);
  }
}

function expectConfidential(text: string): void {
  for (const secret of confidential) {
    const index = text.indexOf(secret);
    expect(index, `a secret in clear, after ${text.slice(Math.max(0, index - 150), index)}`).toBe(-1);
  }
}
