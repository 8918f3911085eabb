import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { instanceBody, proxyBody, refusal, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(() => cloud.simulator.admin.reset());

afterAll(() => cloud.simulator.close());

const jobStatus = async (id: unknown) => (await cloud.send("GET", `/v3/jobs?id=${id}`)).body;

describe("faults on order", () => {
  it("make a job fail with a reason, and leave what it was to change as it was", async () => {
    const { id } = await cloud.createInstance();
    const { admin } = cloud.simulator;
    admin.inject({ operationId: "updateInstancePort", fault: { kind: "jobFails", reason: "No port was free." } });

    const failed = await cloud.finish("PUT", `/v3/instances/${id}/port`, { port: 3307 });
    const before = await cloud.getInstance(id);
    await cloud.finish("PUT", `/v3/instances/${id}/port`, { port: 3307 });

    expect(await jobStatus(failed.body.job_id)).toMatchObject({
      job: { status: "Failed", fail_reason: "No port was free." },
    });
    expect(before).toMatchObject({ port: "3306" });
    expect(await cloud.getInstance(id)).toMatchObject({ port: "3307" });
  });

  it("make a creation fail, after which the instance can only be deleted", async () => {
    cloud.simulator.admin.inject({
      operationId: "createInstance",
      fault: { kind: "jobFails", reason: "No host was free." },
    });

    const { id } = await cloud.createInstance();
    const refused = await cloud.send("PUT", `/v3/instances/${id}/port`, { port: 3307 });
    await cloud.finish("DELETE", `/v3/instances/${id}`);

    expect(refused).toMatchObject(refusal(400, "DBS.200086"));
    expect(await cloud.send("GET", "/v3.1/instances")).toMatchObject({ body: { total_count: 0 } });
  });

  it("make a replica's or a proxy's creation fail: the one disappears, the other stays as failed", async () => {
    const { id } = await cloud.createInstance();
    const fault = { kind: "jobFails", reason: "No host was free." } as const;
    cloud.simulator.admin.inject({ operationId: "createReadOnlyNodes", fault });
    cloud.simulator.admin.inject({ operationId: "enableProxy", fault });

    await cloud.finish("POST", `/v3/instances/${id}/nodes/enlarge`, { priorities: [1] });
    await cloud.finish("POST", `/v3/instances/${id}/proxy`, proxyBody);
    const proxies = await cloud.send("GET", `/v3/instances/${id}/proxies`);

    expect((await cloud.getInstance(id)).nodes).toHaveLength(2);
    expect(proxies.body).toMatchObject({ proxy_list: [{ proxy: { status: "FAILED" } }] });
  });

  it("make a job run for ever, until an administrator ends it", async () => {
    const { id } = await cloud.createInstance();
    const { admin } = cloud.simulator;
    admin.inject({ operationId: "setInstanceSsl", fault: { kind: "jobNeverEnds" } });

    const hanging = await cloud.finish("PUT", `/v3/instances/${id}/ssl-option`, { ssl_option: false });
    const busy = await cloud.send("PUT", `/v3/instances/${id}/port`, { port: 3307 });
    const running = await jobStatus(hanging.body.job_id);
    admin.change("huawei", "jobs", String(hanging.body.job_id), { status: "Failed", fail_reason: "Given up." });
    const free = await cloud.send("PUT", `/v3/instances/${id}/port`, { port: 3307 });

    expect(running).toMatchObject({ job: { status: "Running" } });
    expect(busy).toMatchObject(refusal(409, "DBS.200019"));
    expect(await jobStatus(hanging.body.job_id)).toMatchObject({ job: { status: "Failed", fail_reason: "Given up." } });
    expect(free.status).toBe(200);
  });

  it("leave a new instance abnormal", async () => {
    const fault = { kind: "state", state: "abnormal" } as const;
    cloud.simulator.admin.inject({ operationId: "createInstance", fault });

    const instance = await cloud.createInstance();

    expect(instance).toMatchObject({ status: "abnormal" });
  });
});

describe("drift", () => {
  it("made by an administrator shows in the reads", async () => {
    const { id, nodes } = await cloud.createInstance();
    const { admin } = cloud.simulator;

    admin.change("huawei", "instances", id, { port: 3310, backup_policy: { keep_days: 3 } });
    admin.change("huawei", "nodes", nodes[0]?.id ?? "", { priority: 9 });

    const changed = await cloud.getInstance(id);
    expect(changed).toMatchObject({ port: "3310", backup_strategy: { start_time: "18:00-19:00", keep_days: "3" } });
    expect(changed.nodes.map(({ priority }) => priority).sort()).toEqual([1, 9]);
  });

  it("can be the removal of an instance with all that belongs to it, in the middle of a job", async () => {
    const { id } = await cloud.createInstance();
    const job = await cloud.send("PUT", `/v3/instances/${id}/port`, { port: 3307 });

    cloud.simulator.admin.remove("huawei", "instances", id);
    cloud.advance(300);

    expect(await cloud.send("GET", `/v3.1/instances/${id}`)).toMatchObject(refusal(404, "DBS.200002"));
    expect(cloud.simulator.admin.objects().huawei.nodes).toEqual([]);
    expect(await jobStatus(job.body.job_id)).toMatchObject({ job: { status: "Failed" } });
  });

  it("of an object that is not there is an error", () => {
    const { admin } = cloud.simulator;

    expect(() => admin.change("huawei", "instances", "none", {})).toThrow(RangeError);
    expect(() => admin.remove("huawei", "nothing", "none")).toThrow(RangeError);
  });
});

describe("the task center", () => {
  it("lists the jobs that run, newest first, with the instance of each", async () => {
    const { id } = await cloud.createInstance();
    await cloud.send("PUT", `/v3/instances/${id}/port`, { port: 3307 });

    const running = await cloud.send("GET", "/v3/immediate-jobs?status=Running&offset=0");
    const all = await cloud.send("GET", "/v3/immediate-jobs");

    expect(running.body).toMatchObject({
      total_count: 1,
      jobs: [{ instance_id: id, job_name: "ModifyGaussDBforMySQLPort", instance_status: "normal" }],
    });
    expect(all.body).toMatchObject({ jobs: [{ status: "Running" }, { status: "Completed" }] });
  });
});

it("keeps no password: neither in its objects nor in its request log", async () => {
  await cloud.createInstance();

  const kept = JSON.stringify([cloud.simulator.admin.objects(), cloud.simulator.requests()]);

  expect(kept).not.toContain(instanceBody.password);
});
