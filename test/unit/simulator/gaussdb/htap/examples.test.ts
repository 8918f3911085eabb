import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { documentedRequests } from "../answers.ts";
import { region, startCloud, type TestCloud } from "../cloud.ts";
import { clickHouseBody, createHtap, starRocksBody } from "./htap.ts";

/** Requests without a body that the document shows; their answers are checked against it. */
const requests = documentedRequests(["htap-standard", "htap-lite"]);

/** The document has no example of this body. */
const resourceCheck = {
  action: "createInstance",
  resource: {
    enterprise_project_id: "0",
    instance_num: 1,
    mode: "Single",
    availability_zone_mode: "single",
    fe_node_num: 1,
    be_node_num: 1,
    fe_flavor_ref: "gaussdb.sr-fe.xlarge.x86.4",
    be_flavor_ref: "gaussdb.sr-be.xlarge.x86.4",
    subnet_id: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
  },
};

let cloud: TestCloud;
let ids: { parent: string; replica: string; starRocks: string; clickHouse: string };

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  const { id: parent, nodes } = await cloud.createInstance();
  const replica = nodes.find(({ type }) => type === "slave")?.id ?? "";
  const starRocks = await createHtap(cloud, parent, starRocksBody);
  const clickHouse = await createHtap(cloud, parent, clickHouseBody);
  ids = { parent, replica, starRocks, clickHouse };
});

afterAll(() => cloud.simulator.close());

/** What must be there before a request of the document makes sense, by operation. */
const before: Record<string, () => Promise<unknown>> = {
  resumeStarRocksReplication: async () => {
    await taskOf("task_name");
    cloud.simulator.admin.change("huawei", "htapReplications", "task_name", { stage: "paused" });
  },
  pauseStarRocksReplication: () => taskOf("task_name"),
  deleteStarRocksReplication: () => taskOf("task_name"),
  listStarRocksReplications: () => taskOf("task_name"),
  getStarRocksReplicationConfiguration: () => taskOf("taskName"),
  deleteStarRocksDatabaseUser: () => userOf("starrocks", "user_test"),
  updateStarRocksDatabaseUserPassword: () => userOf("starrocks", "user_test"),
  updateStarRocksDatabaseUserPermission: () => userOf("starrocks", "user_test"),
  deleteClickHouseDatabaseUser: () => userOf("clickhouse", "user_test"),
  updateClickHouseDatabaseUserPassword: () => userOf("clickhouse", "user_test0"),
  updateClickHouseDatabaseUserPermission: () => userOf("clickhouse", "user_test1"),
  deleteClickHouseLtsConfigs: () =>
    cloud.finish("POST", "/v3/clickhouse/instances/logs/lts-configs", {
      log_configs: [{ instance_id: ids.clickHouse, log_type: "slow_log", lts_group_id: "g", lts_stream_id: "s" }],
    }),
  deleteClickHouseReplication: () => copyOf("orders"),
  listClickHouseReplications: () => copyOf("orders"),
  getClickHouseReplicationConfig: () => copyOf("orders"),
  updateClickHouseReplicationConfig: () => copyOf("db1"),
  stopClickHouseReplicationConfigUpdate: async () => {
    await copyOf("orders");
    const change = { source_instance_id: ids.parent, database: "orders", value: '{"white_list": "t1"}' };
    await cloud.send("PUT", `/v3/instances/${ids.clickHouse}/clickhouse/databases/replication/config`, change);
  },
};

function taskOf(name: string) {
  return cloud.finish("POST", `/v3/instances/${ids.starRocks}/starrocks/databases/replication`, {
    source_instance_id: ids.parent,
    source_database: "orders",
    target_database: "copy",
    task_name: name,
  });
}

/** A synchronization of some tables. */
async function copyOf(database: string) {
  const path = `/v3/instances/${ids.clickHouse}/clickhouse/replication`;
  await cloud.finish("POST", `${path}/database-check`, {
    source_instance_id: ids.parent,
    source_database_name: database,
    db_configs: [],
    table_repl_config: { repl_type: "white_list", tables: ["t0"] },
  });
  await cloud.finish("POST", path, { source_instance_id: ids.parent, source_database: database });
}

function userOf(engine: "starrocks" | "clickhouse", name: string) {
  const id = engine === "starrocks" ? ids.starRocks : ids.clickHouse;
  const body = { user_name: name, password: "Rds_1234", databases: ["*"] };
  return cloud.finish("POST", `/v3/instances/${id}/${engine}/users`, body);
}

/** Names in paths and queries: the document's own where they are no ids. */
function parameterOf(operationId: string, name: string, example: string) {
  const ofAnalytical = !/^(create\w+Instance|get\w+Instance|delete\w+Instance|listHtapInstances)$/.test(operationId);
  const analytical = operationId.includes("ClickHouse") ? ids.clickHouse : ids.starRocks;
  const values: Record<string, string> = {
    instance_id: ofAnalytical ? analytical : ids.parent,
    starrocks_instance_id: ids.starRocks,
    starrocks_node_id: nodeOf(ids.starRocks),
    clickhouse_instance_id: ids.clickHouse,
    user_name: "user_test",
    database_name: "orders",
    database: "orders",
  };
  const isFree = name === "database" && example === "star-rocks";
  return isFree ? example : (values[name] ?? example);
}

function nodeOf(id: string): string {
  const all = cloud.simulator.admin.objects().huawei.htapInstances as {
    id: string;
    groups: { nodes: { id: string }[] }[];
  }[];
  return all.find((htap) => htap.id === id)?.groups[0]?.nodes[0]?.id ?? "";
}

/** The document's ids and zones name nothing in this cloud: each is replaced by one of its kind. */
function withOwnIds(body: unknown): unknown {
  if (body === undefined) return undefined;
  const own = JSON.stringify(body)
    .replace(/"source_instance_id":"[^"]*"/, `"source_instance_id":"${ids.parent}"`)
    .replace(/"source_node_id":"[^"]+"/, `"source_node_id":"${ids.replica}"`)
    .replace(/"instance_id":"[^"]*"/, `"instance_id":"${ids.clickHouse}"`)
    .replace(/"node_id":"[^"]*"/, `"node_id":"${nodeOf(ids.clickHouse)}"`)
    .replace(/"az_code":"[^"]*"/, `"az_code":"${region}a"`);
  return JSON.parse(own);
}

describe("the document's requests about analytical instances", () => {
  it("are those of all 52 operations", () => {
    expect(new Set(requests.map(({ operationId }) => operationId)).size).toBe(52);
  });

  it.each(requests)("$operationId is answered as the document says", async (request) => {
    const { operationId, method, path, body } = request;
    await before[operationId]?.();
    const filled = path
      .replace("/{project_id}", "")
      .replace(/\{(\w+)\}/g, (_, name) => parameterOf(operationId, name, request.examples[name] ?? ""));
    const query = request.query.map(
      (name) => `${name}=${parameterOf(operationId, name, request.examples[name] ?? "0")}`,
    );
    const sent = operationId === "checkStarRocksResource" ? resourceCheck : withOwnIds(body);

    const reply = await cloud.send<{ error_code?: string }>(method, `${filled}?${query.join("&")}`, sent);

    expect(reply.body?.error_code).toBeUndefined();
    expect(reply.status).toBeLessThan(300);
  });
});
