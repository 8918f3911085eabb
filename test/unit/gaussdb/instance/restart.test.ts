import { describe, expect, it, test } from "vitest";
import type { GaussDb } from "../../../../provider/gaussdb/gaussdb.ts";
import { pendingRestart, restartScheduled } from "../../../../provider/gaussdb/instance/restart.ts";
import { AnswerLost } from "../../../../provider/http/errors.ts";
import { sentBy } from "./settings.ts";

test("a scheduled restart is found on whichever page of the list it stands", async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `instance-${index}`);
  const get = async (_operation: string, { offset, limit }: { offset: string; limit: string }) => {
    const page = ids.slice(Number(offset), Number(offset) + Number(limit));
    return { schedules: page.map((instance_id) => ({ instance_id, job_id: "job", project_id: "project" })) };
  };
  const cloud = { get } as unknown as GaussDb;

  expect(await restartScheduled(cloud, "instance-3")).toBe(true);
  expect(await restartScheduled(cloud, "instance-119")).toBe(true);
  expect(await restartScheduled(cloud, "instance-120")).toBe(false);
});

describe("a restart that parameters wait for", () => {
  const pending = { id: "i", nodes: [{ id: "n", type: "master", need_restart: true }] };
  const restartJob = { job_id: "j", instance_id: "i", job_name: "RebootGaussDBforMySQLInstance" };

  it("is begun once, though the answer is lost", async () => {
    const jobs: object[] = [];
    const answers = {
      instances: pending,
      "jobs.list": () => jobs,
      restartInstance() {
        jobs.push(restartJob);
        throw new AnswerLost({ operation: "restartInstance", summary: "no answer" });
      },
    };

    const { calls, failure } = await sentBy(pendingRestart, { inputs: { applyRestart: "immediately" } }, answers);

    expect(failure).toBeUndefined();
    expect(calls).toEqual([["restartInstance", { delay: false }]]);
  });

  it("is not scheduled beside one that waits for the maintenance window already", async () => {
    const answers = { instances: pending, listScheduledJobs: { schedules: [restartJob] } };

    const { calls } = await sentBy(pendingRestart, { inputs: { applyRestart: "inMaintenanceWindow" } }, answers);

    expect(calls).toEqual([]);
  });
});
