import { z } from "zod";
import { oneShot } from "./one-shot.ts";
import { scheduledJobs } from "./scheduled-jobs.ts";

/** Cancels a job that waits for a maintenance window (4.13.4). */
export const scheduledJobCancellation = oneShot({
  token: "gaussdb:ScheduledJobCancellation",
  noun: "cancellation of the scheduled job",
  description:
    "Cancels a job that waits for a maintenance window (4.13.4); one that does not wait any more is left alone. Its id is " +
    "that of the job, and deleting it does nothing: what was cancelled stays so.",
  inputs: {
    jobId: z.string().min(1).describe("Job: its id in the list of scheduled jobs (4.13.3)."),
  },
  notice: "The scheduled job is cancelled: what it was to do is not done.",
  timeLimits: { create: 10, update: 10 },
  idOf: ({ jobId }) => jobId,
  read: async ({ id }) => ({ jobId: id }),
  async run({ cloud, id }) {
    const answer = await cloud.begin("cancelScheduledJobs", { body: { job_ids: [id] } });
    // The answer names the jobs that were cancelled. One that does not wait any more cannot be.
    if (answer?.job_ids?.includes(id)) return;
    const waiting = await scheduledJobs(cloud, { job_id: id });
    if (waiting.some(({ job_id }) => job_id === id)) {
      throw new Error(`The scheduled job ${id} was not cancelled, and the cloud does not say why.`);
    }
  },
});
