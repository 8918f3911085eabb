import { durations } from "../../simulator/clickhouse/durations.ts";
import type { OperationOptions, Program } from "../../test/faults/stack.ts";
import { newWorld, type World } from "../../test/faults/world.ts";

/** What an update has cost, in simulated time. */
export interface Update {
  readonly seconds: number;
  readonly calls: number;
  /** Calls that were answered 429. */
  readonly refused: number;
  readonly ended: readonly Ended[];
}

/** An operation that the cloud carried out for some time, and how long after its end ours had ended. */
export interface Ended {
  readonly token: string;
  readonly seconds: number;
  readonly lagSeconds: number;
}

/** So long after an update the cloud has forgotten the calls, and a new instance has its first backup. */
const restMs = 300_000;

/** Does work with a stack in simulated time. Each turn begins at another moment, and makes objects with other ids. */
export async function inSimulatedTime<T>(turn: number, work: (world: World) => Promise<T>): Promise<T> {
  using world = newWorld(`bench ${turn}`, { rateLimit: true });
  return await world.time.pass(async () => {
    await pause(turn * 1_370);
    return work(world);
  });
}

/** Creates what a program declares and the stack has not yet. */
export async function update(world: World, program: Program, options: OperationOptions): Promise<Update> {
  const { stack, clouds } = world;
  await pause(restMs);
  const before = clouds.requests().length;
  const start = Date.now();
  const ends = new Map<string, number>();
  const outcome = await stack.up(program, {
    ...options,
    onEvent({ resOutputsEvent }) {
      const { op, urn = "" } = resOutputsEvent?.metadata ?? {};
      if (op === "create") ends.set(urn.slice(urn.lastIndexOf("::") + 2), Date.now());
    },
  });
  if (!outcome.ok) throw new Error(`The update has failed:\n${outcome.errors.join("\n")}`);
  const seconds = (Date.now() - start) / 1_000;
  const requests = clouds.requests().slice(before);
  const tokens = new Map(program.map(({ name, token }) => [name, token]));
  const ended = [...ends].flatMap(([name, endMs]): Ended[] => {
    const [token, id] = [tokens.get(name), stack.ids()[name]];
    const inCloud = token && id ? inTheCloud(world, id, { token, startMs: start, endMs }) : undefined;
    if (token === undefined || inCloud === undefined) return [];
    return [{ token, seconds: inCloud.seconds, lagSeconds: (endMs - inCloud.endMs) / 1_000 }];
  });
  return { seconds, calls: requests.length, refused: requests.filter(({ status }) => status === 429).length, ended };
}

/** The calls of a refresh that must find everything as it is. */
export async function refreshCalls({ stack, clouds }: World, options: OperationOptions): Promise<number> {
  await pause(restMs);
  const before = clouds.requests().length;
  const outcome = await stack.refresh(options);
  if (outcome.ok && outcome.changes.length === 0) return clouds.requests().length - before;
  throw new Error(`The refresh has found changes:\n${[...outcome.changes, ...outcome.errors].join("\n")}`);
}

interface Operation {
  readonly token: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** How long the cloud was at it, and when it had done it, as its own record says. */
function inTheCloud({ clouds }: World, id: string, operation: Operation) {
  const { clickhouse, huawei } = clouds.admin.objects();
  const made = (objects: object[] = []) =>
    (objects as { id: string; createdAt: number }[]).find((object) => object.id === id.split("/").at(-1));
  const lasting = (seconds: number, { createdAt = 0 } = {}) => ({ seconds, endMs: createdAt + seconds * 1_000 });
  switch (operation.token) {
    case "clickhouse:Service":
      return lasting(serviceSeconds, made(clickhouse.services));
    case "clickhouse:ClickPipe":
      return lasting(pipeSeconds, made(clickhouse.clickPipes));
    default:
      return lastJob((huawei.jobs ?? []) as Job[], id, operation);
  }
}

export const serviceSeconds = durations.provision;
export const pipeSeconds = durations.pipeUnknown + durations.pipeProvision + durations.pipeSetup;

interface Job {
  readonly instance_id: string;
  readonly created: number;
  readonly ended: number | null;
}

/** An instance's operations go one after the other: what an operation was waiting for is what has ended last. */
function lastJob(jobs: readonly Job[], id: string, { startMs, endMs }: Operation) {
  const [instanceId] = id.split("/");
  const own = jobs.flatMap(({ instance_id, created, ended }) =>
    instance_id === instanceId && ended !== null && ended > startMs && ended <= endMs ? [{ created, ended }] : [],
  );
  const [last] = own.sort((one, other) => other.ended - one.ended);
  return last && { seconds: (last.ended - last.created) / 1_000, endMs: last.ended };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
