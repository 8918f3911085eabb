import { AnswerLost, JobFailed } from "../http/errors.ts";
import { harmless } from "../http/redact.ts";
import type { GaussDb, Started } from "./gaussdb.ts";

/** A new job can be queried only some seconds after it was made. */
const visibleAfterMs = 60_000;

/** Returns when all jobs that a change has started are over (4.13.1). */
export async function jobsOver(cloud: GaussDb, what: string, started?: Started, usual?: string): Promise<void> {
  const ids = (started?.job_id ?? started?.workflow_id ?? "").split(",").filter((id) => id !== "");
  await Promise.all(ids.map((id) => jobOver(cloud, what, id, usual)));
}

async function jobOver(cloud: GaussDb, operation: string, id: string, usual?: string): Promise<void> {
  const start = Date.now();
  let seen = false;
  await cloud.wait({
    what: `${operation}: job`,
    usual,
    async look() {
      const job = await cloud.jobs.get(id);
      if (job === undefined) {
        // A job that was seen and is not any more is over; some kinds of job never become visible.
        return seen || Date.now() - start > visibleAfterMs ? { done: undefined } : { now: "not visible yet" };
      }
      seen = true;
      if (job.status === "Completed") return { done: undefined };
      if (job.status !== "Failed") return { now: [job.status?.toLowerCase(), job.process].filter(Boolean).join(" ") };
      const reason = harmless(job.fail_reason || "no reason was given");
      throw new JobFailed({ operation, summary: `its job ${id} failed: ${reason}` });
    },
  });
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

/**
 * Finds the object that a change makes and whose id its answer does not tell: the one that is new among those of the
 * instance. The caller holds the instance's turn, so nobody else makes one meanwhile. A change whose answer was lost may
 * have made it, too.
 */
export async function newcomer(
  cloud: GaussDb,
  what: string,
  begin: () => Promise<Started>,
  list: () => Promise<readonly string[]>,
): Promise<{ id: string; started: Started }> {
  const before = new Set(await list());
  let lost: AnswerLost | undefined;
  const started = await begin().catch((error: unknown): Started => {
    if (!(error instanceof AnswerLost)) throw error;
    lost = error;
    return {};
  });
  let over: { failure?: unknown } | undefined;
  jobsOver(cloud, what, started).then(
    () => {
      over = {};
    },
    (failure: unknown) => {
      over = { failure };
    },
  );
  const start = Date.now();
  const id = await cloud.wait({
    what,
    async look() {
      const ended = over;
      const added = (await list()).find((candidate) => !before.has(candidate));
      if (added !== undefined) return { done: added };
      if (ended?.failure !== undefined) throw ended.failure;
      if (lost && Date.now() - start > lostAfterMs) throw lost;
      if (ended && !lost && started.order_id === undefined)
        throw new Error(`${what} ended, but nothing new is to be seen.`);
      return { now: started.order_id ? `order ${started.order_id} accepted` : "accepted" };
    },
  });
  return { id, started };
}

/** How long a list may take to show what a change without an answer has made. */
const lostAfterMs = 15_000;
