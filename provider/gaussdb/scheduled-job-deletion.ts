import { z } from "zod";
import { childId, partsOf } from "../runtime/child-id.ts";
import { oneShot } from "./one-shot.ts";

/** Deletes a scheduled job of a GaussDB(for MySQL) instance (4.13.6). */
export const scheduledJobDeletion = oneShot({
  token: "gaussdb:ScheduledJobDeletion",
  noun: "deletion of the scheduled job",
  description:
    "Deletes a scheduled job of an instance (4.13.6), as the task list of the console does; one that is gone is left alone. " +
    "To cancel one that has not begun, `ScheduledJobCancellation` is made. Its id is `<instance id>/<job id>`, and deleting " +
    "it does nothing.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    jobId: z.string().min(1).describe("Job: its id in the list of scheduled jobs (4.13.3)."),
  },
  notice: "The scheduled job is deleted: if it has not begun, what it was to do is not done.",
  timeLimits: { create: 10, update: 10 },
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  idOf: ({ instanceId, jobId }) => childId(instanceId, jobId),
  async read({ id }) {
    const { parentId: instanceId, ownId: jobId } = partsOf(id);
    return { instanceId, jobId };
  },
  async run({ cloud, id }) {
    const { parentId: instanceId, ownId: jobId } = partsOf(id);
    const answer = await cloud.begin("deleteScheduledJob", { instance_id: instanceId, body: { job_id: jobId } });
    if (answer?.result === false) {
      throw new Error(`The scheduled job ${jobId} was not deleted, and the cloud does not say why.`);
    }
  },
});
