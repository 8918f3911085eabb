import { AnswerLost, CloudError, JobFailed } from "../http/errors.ts";
import { harmless } from "../http/redact.ts";
import type { GaussDb, Started } from "./gaussdb.ts";
import { orderFollower } from "./orders.ts";

/** A new job can be queried only some seconds after it was made, also one that the list of running jobs shows at once. */
const visibleAfterMs = 60_000;

/** Returns when all jobs that a change has started are over (4.13.1). */
export async function jobsOver(cloud: GaussDb, what: string, started?: Started, usual?: string): Promise<void> {
  const ids = (started?.job_id ?? started?.workflow_id ?? "").split(",").filter((id) => id !== "");
  await Promise.all(ids.map((id) => jobOver(cloud, what, id, usual)));
}

async function jobOver(cloud: GaussDb, operation: string, id: string, usual?: string): Promise<void> {
  const start = Date.now();
  await cloud.wait({
    what: `${inWords(operation)}: job`,
    usual,
    async look() {
      const job = await cloud.jobs.get(id);
      if (job === undefined) {
        // Later it is over; some kinds of job never become visible.
        return Date.now() - start > visibleAfterMs ? { done: undefined } : { now: "not visible yet" };
      }
      if (job.status === "Completed") return { done: undefined };
      if (job.status !== "Failed") return { now: [job.status?.toLowerCase(), job.process].filter(Boolean).join(" ") };
      const reason = harmless(job.fail_reason || "no reason was given");
      throw new JobFailed({ operation, summary: `its job ${id} failed: ${reason}` });
    },
  });
}

/** An operation's name as people read it in the status column. */
function inWords(operation: string): string {
  return operation.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Returns when no job runs on the instance: the reads of an instance do not show what is going on (4.13.2). */
export async function idle(cloud: GaussDb, instanceId: string): Promise<void> {
  await cloud.wait({
    what: "waiting for the instance's jobs",
    async look() {
      const own = (await cloud.jobs.list()).find((job) => job.instance_id === instanceId);
      return own ? { now: own.job_name } : { done: undefined };
    },
  });
}

/** What a change has begun. If its answer was lost, it is open whether it has begun anything. */
export interface Begun {
  readonly started: Started;
  readonly lost?: AnswerLost;
}

/** Sends a change that makes something. A refusal throws, a lost answer does not. */
export async function begun(change: Promise<Started>): Promise<Begun> {
  try {
    return { started: await change };
  } catch (error) {
    if (error instanceof AnswerLost) return { started: {}, lost: error };
    throw error;
  }
}

/** How long a list may take to show what a change without an answer has made. */
const lostAfterMs = 15_000;

/**
 * Looks until what a change makes is there. Its answer does not tell ids, so it is what is new; the caller holds the
 * instance's turn, so nobody else makes anything meanwhile. `over`: no more is to come.
 */
export async function appearance<T>(
  cloud: GaussDb,
  what: string,
  { started, lost }: Begun,
  look: (at: { readonly over: boolean }) => Promise<T | undefined>,
): Promise<T> {
  let ended: { readonly failure?: unknown } | undefined;
  jobsOver(cloud, what, started).then(
    () => {
      // An order has no job: its objects appear when somebody has paid it.
      if (!lost && !started.order_id) ended = {};
    },
    (failure: unknown) => {
      ended = { failure };
    },
  );
  const start = Date.now();
  const follow = started.order_id ? orderFollower(cloud, what, started) : async () => "accepted";
  const seen = cloud.wait({
    what,
    async look() {
      if (lost && Date.now() - start > lostAfterMs) ended ??= { failure: lost };
      const end = ended;
      const found = await look({ over: end !== undefined });
      if (found !== undefined) return { done: found };
      if (end) throw end.failure ?? new Error(`${what} ended, but nothing new is to be seen.`);
      return { now: await follow() };
    },
  });
  return seen.catch(unseen);
}

/** The change was accepted: a refusal to tell what became of it must not be taken for a refusal of the change. */
export function unseen(error: unknown): never {
  if (!(error instanceof CloudError) || error instanceof JobFailed || error instanceof AnswerLost) throw error;
  const { operation, summary, status, code, requestId } = error;
  const doubt = `${summary}; what the change has made is not known`;
  throw new AnswerLost({ operation, summary: doubt, status, code, requestId });
}

/** Finds the one object that a change makes. */
export async function newcomer(
  cloud: GaussDb,
  what: string,
  change: () => Promise<Started>,
  list: () => Promise<readonly string[]>,
): Promise<{ id: string; started: Started }> {
  const before = new Set(await list());
  const beginning = await begun(change());
  const id = await appearance(cloud, what, beginning, async () => (await list()).find((other) => !before.has(other)));
  return { id, started: beginning.started };
}
