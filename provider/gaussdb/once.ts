import type { GaussDb, Started } from "./gaussdb.ts";
import { appearance, begun } from "./jobs.ts";

/** Something that must not be done twice. */
export interface Once {
  /** What is going on, for example `restarting`. */
  readonly what: string;
  readonly usual?: string;
  /** The names of its jobs in the task center; not all of them are documented (4.13.2). */
  readonly job: RegExp;
  /** It is done to one of several things in an instance, and its jobs do not tell to which. */
  readonly toOneOfSeveral?: true;
  begin(cloud: GaussDb): Promise<Started>;
}

/**
 * Does something at an instance and returns when it is done. What does it already is waited for instead, because an
 * interrupted run may have begun it; then it answers `awaited`. If the answer was lost, the job that has come since is
 * looked for.
 */
export async function once(cloud: GaussDb, instanceId: string, wanted: Once): Promise<"done" | "awaited"> {
  const { what, usual, job, toOneOfSeveral = false, begin } = wanted;
  const work = async (cloud: GaussDb) => {
    const running = async () =>
      (await cloud.jobs.list()).flatMap(({ job_id, instance_id, job_name = "" }) =>
        instance_id === instanceId && job.test(job_name) ? [job_id] : [],
      );
    const before = await running();
    if (before.length > 0 && !toOneOfSeveral) {
      cloud.warn(`Somebody, or an interrupted run, is ${what} already: that is waited for first.`);
      await cloud.finished({ job_id: before.join() }, what, usual);
      return "awaited";
    }
    const beginning = await begun(begin(cloud));
    const come = async () => (await running()).find((id) => !before.includes(id));
    const started = beginning.lost ? { job_id: await appearance(cloud, what, beginning, come) } : beginning.started;
    await cloud.finished(started, what, usual);
    return "done";
  };
  return cloud.exclusively(instanceId, work, { minutes: 2 });
}
