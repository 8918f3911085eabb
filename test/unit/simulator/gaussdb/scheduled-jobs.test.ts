import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startCloud, type TestCloud } from "./cloud.ts";

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
});
