import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusal, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;

beforeAll(async () => {
  // In the morning: the window of a new instance opens in the evening.
  cloud = await startCloud({ start: new Date("2026-11-25T06:00:00Z") });
});

beforeEach(() => cloud.simulator.admin.reset());

afterAll(() => cloud.simulator.close());

describe("scheduled jobs", () => {
  it("are the restarts that wait for the maintenance window", async () => {
    const { id } = await cloud.createInstance();
    const restart = await cloud.send("POST", `/v3/instances/${id}/restart`, { delay: true });
    await cloud.send("PUT", `/v3/instances/${id}/alias`, { alias: "orders" });

    const waiting = await cloud.send("GET", "/v3/scheduled-jobs?status=Pending");
    const others = await cloud.send("GET", "/v3/scheduled-jobs?job_name=RenameGaussDBforMySQLInstance");
    cloud.advance(24 * 3600);
    const over = await cloud.send("GET", "/v3/scheduled-jobs?status=Pending");
    const ended = await cloud.send("GET", `/v3/scheduled-jobs?job_id=${restart.body.job_id}`);

    const job = { job_id: restart.body.job_id, instance_id: id, job_name: "RebootGaussDBforMySQLInstance" };
    expect(waiting.body).toMatchObject({ total_count: 1, schedules: [{ ...job, job_status: "Pending" }] });
    expect(others.body).toEqual({ total_count: 0, schedules: [] });
    expect(over.body).toEqual({ total_count: 0, schedules: [] });
    expect(ended.body).toMatchObject({ schedules: [{ ...job, job_status: "Completed" }] });
  });

  it("come page by page, ten of them unless another limit is asked for", async () => {
    const { id } = await cloud.createInstance();
    for (let count = 0; count < 12; count += 1) {
      await cloud.send("POST", `/v3/instances/${id}/restart`, { delay: true });
    }

    const first = await cloud.send<{ schedules: unknown[] }>("GET", "/v3/scheduled-jobs");
    const second = await cloud.send<{ schedules: unknown[] }>("GET", "/v3/scheduled-jobs?offset=10&limit=50");

    expect(first.body).toMatchObject({ total_count: 12 });
    expect([first.body.schedules.length, second.body.schedules.length]).toEqual([10, 2]);
  });

  it("are called off while they wait, several at once or one of an instance", async () => {
    const { id } = await cloud.createInstance();
    const delayed = async () =>
      (await cloud.send<{ job_id: string }>("POST", `/v3/instances/${id}/restart`, { delay: true })).body.job_id;
    const [first, second, third] = [await delayed(), await delayed(), await delayed()];
    const scheduled = async () => (await cloud.send("GET", "/v3/scheduled-jobs")).body;

    const cancelled = await cloud.send("DELETE", "/v3/scheduled-jobs", { job_ids: [first, "none"] });
    const deleted = await cloud.send("DELETE", `/v3/instance/${id}/scheduled-jobs`, { job_id: second });
    const left = await scheduled();
    cloud.advance(24 * 3600);

    expect(cancelled).toMatchObject({ status: 200, body: { job_ids: [first] } });
    expect(deleted).toMatchObject({ status: 200, body: { result: true } });
    expect(left).toMatchObject({ total_count: 1, schedules: [{ job_id: third }] });
    expect(await scheduled()).toMatchObject({ schedules: [{ job_id: third, job_status: "Completed" }] });
    expect(await cloud.send("GET", `/v3/jobs?id=${first}`)).toMatchObject(refusal(400, "DBS.200543"));
  });

  it("are not called off when they run or belong to another instance, and only a record goes when they ended", async () => {
    const { id } = await cloud.createInstance();
    const other = await cloud.createInstance({ name: "other" });
    const restart = await cloud.send<{ job_id: string }>("POST", `/v3/instances/${id}/restart`, { delay: true });
    const { job_id } = restart.body;
    const remove = (instance: string) => cloud.send("DELETE", `/v3/instance/${instance}/scheduled-jobs`, { job_id });

    const foreign = await remove(other.id);
    const isWaiting = async () =>
      (await cloud.send("GET", `/v3/scheduled-jobs?status=Pending&job_id=${job_id}`)).body.total_count === 1;
    for (let minutes = 0; minutes < 24 * 60 && (await isWaiting()); minutes += 1) cloud.advance(60);
    const running = await remove(id);
    const cancelled = await cloud.send("DELETE", "/v3/scheduled-jobs", { job_ids: [job_id] });
    cloud.advance(3600);
    const ended = await remove(id);

    expect(foreign).toMatchObject(refusal(400, "DBS.200543"));
    expect(running).toMatchObject(refusal(400, "DBS.05000091"));
    expect(cancelled.body).toEqual({ job_ids: [] });
    expect(ended).toMatchObject({ status: 200, body: { result: true } });
    expect((await cloud.send("GET", "/v3/scheduled-jobs")).body).toEqual({ schedules: [], total_count: 0 });
  });
});

describe("the record of a job", () => {
  it("is deleted when the job has ended", async () => {
    const { id } = await cloud.createInstance();
    const { body } = await cloud.send<{ job_id: string }>("POST", `/v3/instances/${id}/restart`);
    const remove = () => cloud.send("DELETE", `/v3/jobs/${body.job_id}`);

    const running = await remove();
    cloud.advance(3600);
    const ended = await remove();

    expect(running).toMatchObject(refusal(400, "DBS.05000091"));
    expect(ended).toMatchObject({ status: 200, body: {} });
    expect((await cloud.send("GET", `/v3/immediate-jobs?job_id=${body.job_id}`)).body).toMatchObject({
      total_count: 0,
    });
    expect(await remove()).toMatchObject(refusal(400, "DBS.200543"));
  });
});
