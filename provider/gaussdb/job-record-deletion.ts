import { z } from "zod";
import { oneShot } from "./one-shot.ts";

/** Deletes the record of a job from the task center (4.13.5). */
export const jobRecordDeletion = oneShot({
  token: "gaussdb:JobRecordDeletion",
  noun: "deletion of the job's record",
  description:
    "Deletes the record of a job that is over from the task center (4.13.5); one that is gone is left alone. Its id is that " +
    "of the job, and deleting it does nothing: a record does not come back.",
  inputs: {
    jobId: z.string().min(1).describe("Job: its id in the list of jobs (4.13.2)."),
  },
  notice: "The record of the job is deleted from the task center, which cannot be undone.",
  timeLimits: { create: 10, update: 10 },
  idOf: ({ jobId }) => jobId,
  read: async ({ id }) => ({ jobId: id }),
  async run({ cloud, id }) {
    await cloud.begin("deleteJobRecord", { job_id: id });
  },
});
