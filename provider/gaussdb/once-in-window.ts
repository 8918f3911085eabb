import type { GaussDb } from "./gaussdb.ts";
import { appearance, begun } from "./jobs.ts";
import type { Once } from "./once.ts";
import { scheduledJobs } from "./scheduled-jobs.ts";

/**
 * Lets something be done in the maintenance window of an instance, which can be a day away and is not waited for. If the
 * answer was lost, what has been scheduled since is looked for.
 */
export async function onceInWindow(cloud: GaussDb, instanceId: string, { what, job, begin }: Once): Promise<void> {
  const work = async (cloud: GaussDb) => {
    const scheduled = async () => {
      const jobs = await scheduledJobs(cloud);
      return jobs.filter(({ instance_id, job_name = "" }) => instance_id === instanceId && job.test(job_name));
    };
    const before = new Set((await scheduled()).map(({ job_id }) => job_id));
    const beginning = await begun(begin(cloud));
    if (!beginning.lost) return;
    await appearance(cloud, what, beginning, async () => (await scheduled()).find(({ job_id }) => !before.has(job_id)));
  };
  await cloud.exclusively(instanceId, work);
}
