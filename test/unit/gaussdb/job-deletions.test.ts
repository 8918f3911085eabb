import { describe, expect, it, test } from "vitest";
import { jobRecordDeletion } from "../../../provider/gaussdb/job-record-deletion.ts";
import { scheduledJobCancellation } from "../../../provider/gaussdb/scheduled-job-cancellation.ts";
import { scheduledJobDeletion } from "../../../provider/gaussdb/scheduled-job-deletion.ts";
import { recordingCloud } from "../recording-cloud.ts";
import { runOf } from "./run-of.ts";

describe("the cancellation of a scheduled job", () => {
  const schedules = [{ job_id: "j1", instance_id: "i1" }];
  const cancel = (cloud: never) => runOf(scheduledJobCancellation, { cloud, id: "j1", inputs: { jobId: "j1" } });

  it("cancels a job that waits", async () => {
    const { cloud, sent } = recordingCloud({
      listScheduledJobs: { schedules },
      cancelScheduledJobs: { job_ids: ["j1"] },
    });

    await cancel(cloud);

    expect(sent).toEqual([{ operation: "cancelScheduledJobs", args: { body: { job_ids: ["j1"] } } }]);
  });

  it("fails when the answer does not name the job, and it still waits", async () => {
    const { cloud } = recordingCloud({ listScheduledJobs: { schedules }, cancelScheduledJobs: { job_ids: [] } });

    await expect(cancel(cloud)).rejects.toThrow("The scheduled job j1 was not cancelled");
  });

  it("leaves a job alone that does not wait any more", async () => {
    const { cloud } = recordingCloud({ listScheduledJobs: { schedules: [] }, cancelScheduledJobs: { job_ids: [] } });

    await expect(cancel(cloud)).resolves.toBeUndefined();
  });
});

describe("the deletion of a scheduled job", () => {
  const remove = (cloud: never) =>
    runOf(scheduledJobDeletion, { cloud, id: "i1/j1", inputs: { instanceId: "i1", jobId: "j1" } });

  it("names the instance and the job", async () => {
    const { cloud, sent } = recordingCloud({ deleteScheduledJob: { result: true } });

    await remove(cloud);

    expect(sent).toEqual([{ operation: "deleteScheduledJob", args: { instance_id: "i1", body: { job_id: "j1" } } }]);
  });

  it("fails when the cloud says that it did nothing", async () => {
    const { cloud } = recordingCloud({ deleteScheduledJob: { result: false } });

    await expect(remove(cloud)).rejects.toThrow("The scheduled job j1 was not deleted");
  });
});

test("the deletion of a job's record names the job", async () => {
  const { cloud, sent } = recordingCloud();

  await runOf(jobRecordDeletion, { cloud, id: "j1", inputs: { jobId: "j1" } });

  expect(sent).toEqual([{ operation: "deleteJobRecord", args: { job_id: "j1" } }]);
});
