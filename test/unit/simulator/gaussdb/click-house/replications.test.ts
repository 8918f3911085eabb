import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, refusal, startCloud, type TestCloud } from "../cloud.ts";
import { clickHouseBody, createHtap, jobStatus } from "../htap/htap.ts";

let cloud: TestCloud;
let instance: InstanceView;
let id: string;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  instance = await cloud.createInstance();
  id = await createHtap(cloud, instance.id, clickHouseBody);
});

afterAll(() => cloud.simulator.close());

const path = (rest = "") => `/v3/instances/${id}/clickhouse/replication${rest}`;
const changePath = () => `/v3/instances/${id}/clickhouse/databases/replication/config`;

const create = (body: object = {}) =>
  cloud.send<{ job_id: string }>("POST", path(), {
    source_instance_id: instance.id,
    source_database: "orders",
    ...body,
  });

async function created() {
  await create();
  cloud.advance(300);
}

const checkBody = () => ({
  source_instance_id: instance.id,
  source_database_name: "orders",
  db_configs: [{ param_name: "max_sync_threads", value: "2" }],
  table_repl_config: { repl_type: "white_list", tables: ["items"] },
});

const checkDatabase = (body: object = {}) => cloud.send("POST", path("/database-check"), { ...checkBody(), ...body });

const checkTables = (config: string, body: object = {}) =>
  cloud.send("POST", path("/table-check"), {
    ...checkBody(),
    tables_configs: [{ table_name: "items", table_config: config }],
    ...body,
  });

const change = (value: string, database = "orders") =>
  cloud.send("PUT", changePath(), { source_instance_id: instance.id, source_node_id: "", database, value });

const stop = () => cloud.send("DELETE", `${changePath()}?database=orders`);
const list = async () => (await cloud.send<{ replications: object[] }>("GET", path())).body;
const config = (database = "orders") => cloud.send("GET", path(`/config?database_name=${database}`));

describe("a ClickHouse synchronization", () => {
  it("is created by a job, copies everything, and then follows", async () => {
    const reply = await create();
    const waiting = await list();
    cloud.advance(30);
    const copying = await list();
    cloud.advance(100);

    expect(reply).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(waiting).toMatchObject({ replications: [{ status: "normal", stage: "Wait", percentage: 0 }] });
    expect(copying).toMatchObject({ replications: [{ stage: "Full" }] });
    expect(await list()).toMatchObject({
      total_count: 1,
      replications: [{ source_database: "orders", target_database: "orders", stage: "Incremental", percentage: 100 }],
      ext_text: null,
    });
  });

  it("has all tables and the usual parameters without a check", async () => {
    await create();

    const { body } = await config();

    expect(body).toMatchObject({
      source_instance_id: instance.id,
      table_infos: [],
      table_repl_config: { repl_type: "black_list", tables: [] },
      is_tables_change: false,
      new_table_repl_config: { repl_type: null, tables: null },
      last_error_of_alter_table: null,
    });
    expect(JSON.stringify(body)).toContain('{"param_name":"max_sync_threads","value":"1","check_result":"success"}');
  });

  it("has the settings that the latest check found to be right", async () => {
    const database = await checkDatabase();
    const tables = await checkTables("ORDER BY id");
    await created();

    expect(database.body).toMatchObject({
      database_name: "orders",
      db_config_check_results: [{ param_name: "max_sync_threads", value: "2", check_result: "success" }],
    });
    expect(tables.body).toMatchObject({
      table_config_check_results: [{ table_name: "items", table_config: "ORDER BY id", check_result: "success" }],
    });
    const { body } = await config();
    expect(body).toMatchObject({
      table_infos: [{ table_name: "items", table_config: "ORDER BY id" }],
      table_repl_config: { repl_type: "white_list", tables: ["items"] },
    });
    expect(JSON.stringify(body)).toContain('{"param_name":"max_sync_threads","value":"2"');
  });

  it("has none of the settings of a check that failed", async () => {
    const wrongValue = await checkDatabase({ db_configs: [{ param_name: "max_sync_threads", value: "3" }] });
    const wrongName = await checkDatabase({ db_configs: [{ param_name: "none", value: "3" }] });
    const wrongTable = await checkTables("ENGINE = Log");
    await created();

    expect(wrongValue.body).toMatchObject({ db_config_check_results: [{ check_result: "fail" }] });
    expect(wrongName.body).toMatchObject({ db_config_check_results: [{ check_result: "fail" }] });
    expect(wrongTable.body).toMatchObject({
      table_config_check_results: [{ check_result: "Check Override Table Failed" }],
    });
    expect((await config()).body).toMatchObject({ table_repl_config: { repl_type: "black_list" } });
  });

  it("needs tables in a list of what is synchronized", async () => {
    const none = { table_repl_config: { repl_type: "white_list", tables: [] } };

    expect(await checkDatabase(none)).toMatchObject({ status: 400 });
    expect(await checkTables("ORDER BY id", none)).toMatchObject({ status: 400 });
  });

  it("is refused twice, from another instance, and from a node that is no read replica", async () => {
    const other = await cloud.createInstance({ name: "another" });
    const primary = instance.nodes.find(({ type }) => type === "master")?.id;
    await created();

    expect(await create()).toMatchObject(refusal(409, "DBS.200826"));
    expect(await create({ source_database: "sales", source_instance_id: other.id })).toMatchObject(
      refusal(400, "DBS.05000044"),
    );
    expect(await create({ source_database: "sales", source_node_id: primary })).toMatchObject(
      refusal(400, "DBS.05000044"),
    );
  });

  it("gets other tables by a job, and shows them while it runs", async () => {
    await checkDatabase();
    await created();

    const reply = await change('[{"white_list":"items,customers"}]');
    const during = await config();
    cloud.advance(60);

    expect(reply).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(during.body).toMatchObject({
      table_repl_config: { tables: ["items"] },
      is_tables_change: true,
      new_table_repl_config: { repl_type: "white_list", tables: ["items", "customers"] },
    });
    expect((await config()).body).toMatchObject({
      table_repl_config: { tables: ["items", "customers"] },
      is_tables_change: false,
    });
  });

  it("keeps the kind of its list, and understands nothing but a list", async () => {
    await checkDatabase();
    await created();

    expect(await change('{"black_list": "items"}')).toMatchObject(refusal(400, "DBS.05000091"));
    for (const value of ["items", "{}", '{"white_list": ["items"]}', '{"white_list": ""}', '{"tables": "items"}']) {
      expect(await change(value)).toMatchObject(refusal(400, "DBS.05000044"));
    }
    expect(await change('{"white_list": "items"}', "sales")).toMatchObject(refusal(400, "DBS.05000091"));
  });

  it("keeps its tables when the change is stopped, or fails, which it then tells", async () => {
    await checkDatabase();
    await created();
    const none = await stop();

    const stopped = await change('{"white_list": "customers"}');
    cloud.advance(6);
    const reply = await stop();
    cloud.advance(60);
    const afterStop = await config();
    const fault = { kind: "jobFails", reason: "A table has no key." } as const;
    cloud.simulator.admin.inject({ operationId: "updateClickHouseReplicationConfig", fault });
    await change('{"white_list": "customers"}');
    cloud.advance(60);
    const afterFailure = await config();

    expect(none).toMatchObject(refusal(400, "DBS.05000091"));
    expect(reply).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(await jobStatus(cloud, String(stopped.body.job_id))).toBe("Failed");
    expect(afterStop.body).toMatchObject({ is_tables_change: false, last_error_of_alter_table: null });
    expect(afterFailure.body).toMatchObject({
      table_repl_config: { tables: ["items"] },
      last_error_of_alter_table: "The tables could not be changed.",
    });
  });

  it("is failed but there when its creation fails", async () => {
    const fault = { kind: "jobFails", reason: "The binary log is off." } as const;
    cloud.simulator.admin.inject({ operationId: "createClickHouseReplication", fault });

    await created();

    expect(await list()).toMatchObject({ replications: [{ status: "abnormal", stage: "failed" }] });
  });

  it("is gone after its deletion", async () => {
    await created();

    const deletion = await cloud.finish("DELETE", path("/orders"));

    expect(deletion.body).toEqual({ job_id: expect.any(String) });
    expect(await list()).toMatchObject({ total_count: 0 });
    expect(await config()).toMatchObject(refusal(400, "DBS.270022"));
    expect(await cloud.send("DELETE", path("/orders"))).toMatchObject(refusal(400, "DBS.05000091"));
  });

  it("adds its database to those of the instance", async () => {
    await created();

    const all = await cloud.send("GET", `/v3/instances/${id}/clickhouse/databases`);
    const some = await cloud.send("GET", `/v3/instances/${id}/clickhouse/databases?database_name=ord`);

    expect(all.body).toEqual({
      databases: ["INFORMATION_SCHEMA", "default", "information_schema", "system", "orders"],
      total_count: 5,
    });
    expect(some.body).toEqual({ databases: ["orders"], total_count: 1 });
  });

  it("of an instance that does not exist is refused", async () => {
    id = `${"0".repeat(32)}in16`;

    for (const reply of [await create(), await config(), await stop(), await checkDatabase()]) {
      expect(reply).toMatchObject(refusal(400, "DBS.200022"));
    }
  });
});
