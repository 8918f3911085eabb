import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, refusal, startCloud, type TestCloud } from "../cloud.ts";
import { createHtap, jobStatus, starRocksBody } from "../htap/htap.ts";

interface Task {
  task_name: string;
  status: string;
  stage: string;
  percentage: string;
}

let cloud: TestCloud;
let instance: InstanceView;
let id: string;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  instance = await cloud.createInstance();
  id = await createHtap(cloud, instance.id, starRocksBody);
});

afterAll(() => cloud.simulator.close());

const path = (rest = "") => `/v3/instances/${id}/starrocks/databases/replication${rest}`;

const create = (body: object = {}) =>
  cloud.send<{ job_id: string }>("POST", path(), {
    source_instance_id: instance.id,
    source_database: "orders",
    target_database: "orders_copy",
    task_name: "orders_task",
    ...body,
  });

const check = (body: object = {}) =>
  cloud.send("POST", path("/database-config-check"), {
    source_instance_id: instance.id,
    source_database_name: "orders",
    target_database_name: "orders_copy",
    task_name: "orders_task",
    db_configs: [{ param_name: "max_rows_per_chunk", value: "1000" }],
    table_repl_config: { repl_type: "include_tables", repl_scope: "part", tables: ["items"] },
    ...body,
  });

const change = (verb: string, name = "orders_task") => cloud.send("POST", path(`/${verb}`), { task_name: name });
const remove = (body?: object) => cloud.send("DELETE", path(), body);
const configuration = (name = "orders_task") => cloud.send("GET", path(`/configuration?task_name=${name}`));
const list = async () => (await cloud.send<{ total_count: string; replications: Task[] }>("GET", path())).body;
const task = async () => (await list()).replications[0];

describe("a StarRocks synchronization", () => {
  it("is created by a job, copies everything, and then follows", async () => {
    const reply = await create();
    const waiting = await task();
    cloud.advance(30);
    const copying = await task();
    cloud.advance(100);

    expect(reply).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(waiting).toMatchObject({ status: "Yes", stage: "wait", percentage: "0" });
    expect(copying).toMatchObject({ stage: "full" });
    expect(await list()).toMatchObject({
      total_count: "1",
      replications: [
        { source_database: "orders", target_database: "orders_copy", stage: "Incremental", percentage: "100" },
      ],
      ext_text: null,
    });
    expect(await jobStatus(cloud, reply.body.job_id)).toBe("Completed");
  });

  it("has the usual settings without a check", async () => {
    await create();

    expect((await configuration()).body).toMatchObject({
      source_instance_id: instance.id,
      source_node_id: "",
      target_database_name: "orders_copy",
      database_info: { database_name: "orders" },
      table_repl_config: { repl_type: "exclude_tables", repl_scope: "all", tables: [] },
    });
  });

  it("is made by a check that names its task, and started with the settings of that check", async () => {
    const checked = await check();
    const made = await task();
    const early = await create();
    cloud.advance(10);
    const seen = await task();
    const started = await create();
    cloud.advance(300);

    expect(checked.body).toMatchObject({
      source_database_name: "orders",
      source_db_config_check_results: [{ param_name: "max_rows_per_chunk", value: "1000", check_result: "success" }],
      task_name: "orders_task",
    });
    expect(made).toMatchObject({ status: "Wait", stage: "wait" });
    expect(early).toMatchObject(refusal(409, "DBS.200019"));
    expect(seen).toMatchObject({ status: "Yes", stage: "wait" });
    expect(started.status).toBe(200);
    expect(await task()).toMatchObject({ stage: "Incremental" });
    const { body } = await configuration();
    expect(body).toMatchObject({ table_repl_config: { repl_type: "include_tables", tables: ["items"] } });
    expect(JSON.stringify(body)).toContain(`{"param_name":"max_rows_per_chunk","value":"1000"`);
  });

  it("is not made by a check that fails, names no task, or has no source", async () => {
    const wrong = {
      db_configs: [
        { param_name: "max_rows_per_chunk", value: "many" },
        { param_name: "none", value: "1" },
      ],
    };

    const failed = await check(wrong);
    const anonymous = await check({ task_name: undefined });
    const incomplete = await check({ source_database_name: undefined });

    expect(failed.body).toMatchObject({
      source_db_config_check_results: [{ check_result: "fail" }, { check_result: "fail" }],
    });
    expect(anonymous.status).toBe(200);
    expect(incomplete).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await list()).toMatchObject({ total_count: "0" });
  });

  it("is refused twice under its name or for its target, also by a check", async () => {
    await create();
    cloud.advance(300);

    expect(await create()).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await create({ task_name: "other_task" })).toMatchObject(refusal(409, "DBS.200826"));
    expect(await check()).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await check({ task_name: "other_task" })).toMatchObject(refusal(409, "DBS.200826"));
  });

  it("has its database instance or a read replica of it as its source", async () => {
    const other = await cloud.createInstance({ name: "another" });
    const primary = instance.nodes.find(({ type }) => type === "master")?.id;
    const replica = instance.nodes.find(({ type }) => type === "slave")?.id;

    expect(await create({ source_instance_id: other.id })).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await create({ source_node_id: primary })).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await create({ source_node_id: `${"0".repeat(32)}no07` })).toMatchObject(refusal(400, "DBS.212005"));
    expect((await create({ source_node_id: replica })).status).toBe(200);
  });

  it("pauses and goes on, each by a job and only in a stage that allows it", async () => {
    await create();
    const busy = await change("pause");
    cloud.advance(300);

    const early = await change("resume");
    const paused = await cloud.finish("POST", path("/pause"), { task_name: "orders_task" });
    const stage = (await task())?.stage;
    const twice = await change("pause");
    await cloud.finish("POST", path("/resume"), { task_name: "orders_task" });

    // While it is being created, its stage is what forbids a pause.
    expect(busy).toMatchObject(refusal(400, "DBS.05000091"));
    expect(early).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await jobStatus(cloud, String(paused.body.job_id))).toBe("Completed");
    expect(stage).toBe("paused");
    expect(twice).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await task()).toMatchObject({ stage: "Incremental" });
  });

  it("stays paused that was paused while it copied", async () => {
    await create();
    cloud.advance(30);

    await change("pause");
    cloud.advance(300);

    expect(await task()).toMatchObject({ stage: "paused" });
  });

  it("keeps the instance busy while it changes", async () => {
    await create();

    expect(await create({ task_name: "other_task", target_database: "others" })).toMatchObject(
      refusal(409, "DBS.200019"),
    );
    expect(await check({ task_name: "other_task", target_database_name: "others" })).toMatchObject(
      refusal(409, "DBS.200019"),
    );
    expect(await remove({ task_name: "orders_task" })).toMatchObject(refusal(409, "DBS.200019"));
  });

  it("is bad but there when its creation fails, and can be deleted", async () => {
    cloud.simulator.admin.inject({
      operationId: "createStarRocksReplication",
      fault: { kind: "jobFails", reason: "The binary log is off." },
    });
    const reply = await create();
    cloud.advance(300);
    const failed = await task();
    await cloud.finish("DELETE", path(), { task_name: "orders_task" });

    expect(await jobStatus(cloud, reply.body.job_id)).toBe("Failed");
    expect(failed).toMatchObject({ status: "No", stage: "wait" });
    expect(await list()).toMatchObject({ total_count: "0" });
  });

  it("can come out bad", async () => {
    const fault = { kind: "state", state: "abnormal" } as const;
    cloud.simulator.admin.inject({ operationId: "createStarRocksReplication", fault });

    await create();
    cloud.advance(300);

    expect(await task()).toMatchObject({ status: "No", stage: "full" });
  });

  it("is cancelled while it is being deleted, and then gone", async () => {
    await create();
    cloud.advance(300);

    const deletion = await remove({ task_name: "orders_task" });
    const during = await task();
    cloud.advance(300);

    expect(deletion).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(during).toMatchObject({ stage: "cancelled" });
    expect(await configuration()).toMatchObject(refusal(400, "DBS.270022"));
    expect(await remove({ task_name: "orders_task" })).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await change("pause")).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await remove()).toMatchObject(refusal(400, "DBS.05000044"));
  });

  it("is what it was when its deletion fails", async () => {
    await create();
    cloud.advance(300);
    cloud.simulator.admin.inject({
      operationId: "deleteStarRocksReplication",
      fault: { kind: "jobFails", reason: "It is in use." },
    });

    await cloud.finish("DELETE", path(), { task_name: "orders_task" });

    expect(await task()).toMatchObject({ stage: "Incremental" });
  });

  it("adds its target to the databases of the instance", async () => {
    await create();

    const all = await cloud.send("GET", `/v3/instances/${id}/starrocks/databases?limit=3&offset=3`);
    const some = await cloud.send("GET", `/v3/instances/${id}/starrocks/databases?database_name=copy`);

    expect(all.body).toMatchObject({ databases: ["system", "orders_copy"], total_count: 5 });
    expect(some.body).toMatchObject({ databases: ["orders_copy"], timestamp: expect.any(Number) });
  });

  it("is listed page by page, with what goes on with the database instance", async () => {
    for (const name of ["one", "two", "three"]) {
      await create({ task_name: name, target_database: `${name}_copy` });
      cloud.advance(300);
    }
    await cloud.send("POST", `/v3/instances/${instance.id}/restart`, {});

    const page = await cloud.send("GET", path("?limit=2&offset=2"));

    expect(page.body).toMatchObject({
      total_count: "3",
      replications: [{ task_name: "three" }],
      ext_text: "REBOOTING",
    });
  });

  it("has parameters with defaults and ranges", async () => {
    const { body } = await cloud.send<{ db_parameters: object[] }>("GET", path("/database-parameters"));

    expect(body.db_parameters).toHaveLength(9);
    expect(body.db_parameters[2]).toMatchObject({
      param_name: "sync_commit_interval_ms",
      data_type: "Integer",
      default_value: "5000",
      value_range: "1000-60000",
    });
  });

  it("of an instance that does not exist is refused with a code that means something else elsewhere", async () => {
    await create();
    id = `${"0".repeat(32)}in17`;

    for (const reply of [await create(), await remove({}), await change("pause"), await configuration()]) {
      expect(reply).toMatchObject(refusal(400, "DBS.200022"));
    }
  });

  it("changes and disappears behind the client's back, by its task", async () => {
    await create();
    cloud.advance(300);
    const { admin } = cloud.simulator;

    admin.change("huawei", "htapReplications", "orders_task", { stage: "paused" });
    const paused = await task();
    admin.remove("huawei", "htapReplications", "orders_task");

    expect(paused).toMatchObject({ stage: "paused" });
    expect(await list()).toMatchObject({ total_count: "0" });
  });
});
