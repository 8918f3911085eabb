import { describe, expect, it } from "vitest";
import { asked } from "../../../../provider/gaussdb/functions/arguments.ts";
import { plain } from "../../../../provider/gaussdb/functions/spelling.ts";

/** How a query's answer with one field reads. */
const read = (field: string, value: unknown, operation = "listInstances") => plain(operation, { [field]: value });

describe("an answer is read", () => {
  it.each([8, "8"])("with numbers as numbers: %j", (value) => {
    expect(read("vcpus", value)).toEqual({ vcpus: 8 });
  });

  it.each([
    ["ON", true],
    ["true", true],
    ["Yes", true],
    [1, true],
    [true, true],
    ["off", false],
    ["false", false],
    [0, false],
  ])("with switches as booleans: %j", (value, expected) => {
    expect(read("ssl_option", value)).toEqual({ sslOption: expected });
  });

  it.each([
    ["2024-09-11T10:00:00+0800", "2024-09-11T02:00:00.000Z"],
    ["2024-09-11T10:00:00-01:30", "2024-09-11T11:30:00.000Z"],
    ["2024-09-11T02:00:00.000Z", "2024-09-11T02:00:00.000Z"],
    [1_726_020_000_000, "2024-09-11T02:00:00.000Z"],
    ["1726020000000", "2024-09-11T02:00:00.000Z"],
    [1_726_020_000, "2024-09-11T02:00:00.000Z"],
  ])("with times in one form: %j", (value, expected) => {
    expect(read("created", value)).toEqual({ created: expected });
  });

  it.each(["02:00-03:00", "2024-04-09 13:42:11", "2023-07-07T012:15:07+0800"])(
    "with what is no point in time as it stands: %s",
    (value) => {
      expect(read("start_time", value)).toEqual({ startTime: value });
    },
  );

  it("without what the vendor does not tell", () => {
    expect(plain("getStarRocksInstance", { db_user: null, port: "", created: "", period: "null", name: "" })).toEqual({
      name: "",
    });
  });

  it("with one name for each field", () => {
    expect(plain("getClickHouseInstance", { iass_flavor_ref: "f", sub_net_id: "s" })).toEqual({
      iaasFlavorRef: "f",
      subnetId: "s",
    });
    expect(plain("getStarRocksReplicationConfiguration", { databaseInfo: [{ dbCfgCheckResults: [] }] })).toEqual({
      databaseInfo: { dbConfigCheckResults: [] },
    });
    expect(read("data_bases", ["orders"], "listStarRocksDatabaseUsers")).toEqual({ databases: ["orders"] });
  });

  it("with lists where a list of one may come as its item, and the other way round", () => {
    const node = { id: "node", weight: "100" };
    const list = { readonlyNodes: [{ id: "node", weight: 100 }] };

    expect(read("readonly_nodes", node, "listProxies")).toEqual(list);
    expect(read("readonly_nodes", [node], "listProxies")).toEqual(list);
    expect(read("ip_group", [{ id: "g" }])).toEqual({ ipGroup: { id: "g" } });
    expect(read("ip_group", { id: "g" })).toEqual({ ipGroup: { id: "g" } });
    expect(read("public_ips", "203.0.113.7")).toEqual({ publicIps: ["203.0.113.7"] });
    expect(read("public_ips", "")).toEqual({ publicIps: [] });
    expect(read("data_ips", { node_ip: "10.0.0.5" })).toEqual({ dataIps: ["10.0.0.5"] });
  });

  it("with ids as texts and engines by one name", () => {
    expect(read("enterprise_project_id", 0)).toEqual({ enterpriseProjectId: "0" });
    expect(read("datastore", { type: "GaussDB(for MySQL)", version: "8.0" })).toEqual({
      datastore: { type: "gaussdb-mysql", version: "8.0" },
    });
    expect(read("engine_name", "clickhouse")).toEqual({ engineName: "click-house" });
    expect(read("stage", "Incremental")).toEqual({ stage: "incremental" });
  });

  it("with the names of parameters and zones untouched", () => {
    const values = { binlog_rows_query_log_events: 1, max_connections: "500" };

    expect(read("parameter_values", values, "getParameterTemplate")).toEqual({
      parameterValues: { binlog_rows_query_log_events: "1", max_connections: "500" },
    });
    expect(read("az_status", { "eu-west-1_a": "normal" })).toEqual({ azStatus: { "eu-west-1_a": "normal" } });
  });
});

describe("the arguments of a function are sent", () => {
  it("by the vendor's names, also below", () => {
    expect(asked({ action: "createInstance", resource: { flavorRef: "f", subnetId: undefined } })).toEqual({
      action: "createInstance",
      resource: { flavor_ref: "f" },
    });
    expect(asked({ dbConfigs: [{ paramName: "x", value: "1" }] })).toEqual({
      db_configs: [{ param_name: "x", value: "1" }],
    });
  });

  it("with times as the operation wants them", () => {
    expect(asked({ startTime: "2024-09-11T10:00:00+08:00", restoreTime: "2024-09-11T02:00:00Z" })).toEqual({
      start_time: "2024-09-11T02:00:00+0000",
      restore_time: "1726020000000",
    });
  });

  it("with switches, ids and tags as texts", () => {
    expect(asked({ lastTableInfo: true, instanceIds: ["a", "b"], tags: { team: "orders", tier: "1" } })).toEqual({
      last_table_info: "true",
      instance_ids: "a,b",
      tags: "team=orders,tier=1",
    });
  });

  it("only if a time can be read", () => {
    expect(() => asked({ startTime: "yesterday" })).toThrow(
      '"yesterday" is not a time: write it as 2024-09-11T10:00:00Z.',
    );
  });
});
