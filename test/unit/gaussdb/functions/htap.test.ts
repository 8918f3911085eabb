import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as gaussdb from "../../../../sdk/gaussdb/functions.gen.ts";
import { type InstanceView, region, type TestCloud } from "../../simulator/gaussdb/cloud.ts";
import { clickHouseBody, createHtap, starRocksBody } from "../../simulator/gaussdb/htap/htap.ts";
import { endProgram, startProgram } from "./program.ts";

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let cloud: TestCloud;
let instance: InstanceView;

beforeAll(async () => {
  cloud = await startProgram();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  instance = await cloud.createInstance();
});

afterAll(() => endProgram(cloud));

describe("a program can ask which analytical instances", () => {
  it("there could be", async () => {
    const [version] = await gaussdb.getHtapDatastores({ engineName: "star-rocks" });
    const storage = await gaussdb.getHtapStorageTypes({ database: "star-rocks", versionName: "3.1.6.0" });
    const flavors = await gaussdb.getHtapFlavors({ engineName: "star-rocks" });

    expect(version).toMatchObject({ id: expect.any(String), name: "3.1" });
    expect(storage[0]).toMatchObject({ minVolumeSize: expect.any(Number) });
    expect(flavors).toContainEqual(
      expect.objectContaining({
        id: starRocksBody.fe_flavor_id,
        specCode: "gaussdb.sr-fe.xlarge.x86.4",
        vcpus: 4,
        azStatus: expect.objectContaining({ [`${region}a`]: "normal" }),
      }),
    );
    expect(
      await gaussdb.checkStarRocksResource({
        action: "createInstance",
        resource: {
          enterpriseProjectId: "0",
          instanceNum: 1,
          mode: "Single",
          availabilityZoneMode: "single",
          feNodeNum: 1,
          beNodeNum: 1,
          feFlavorRef: "gaussdb.sr-fe.xlarge.x86.4",
          beFlavorRef: "gaussdb.sr-be.xlarge.x86.4",
          subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
        },
      }),
    ).toEqual({ result: true });
  });

  it("there are", async () => {
    const starRocks = await createHtap(cloud, instance.id, starRocksBody);
    const clickHouse = await createHtap(cloud, instance.id, clickHouseBody);

    const { instances = [], maxHtapInstanceNumOfTaurus } = await gaussdb.getHtapInstances({ instanceId: instance.id });

    expect(maxHtapInstanceNumOfTaurus).toEqual(expect.any(Number));
    expect(instances.map(({ id, engineName, isFrozen }) => ({ id, engineName, isFrozen }))).toEqual([
      { id: starRocks, engineName: "star-rocks", isFrozen: false },
      { id: clickHouse, engineName: "click-house", isFrozen: false },
    ]);
    expect(instances[0]).toMatchObject({ createAt: time, network: { subnetId: expect.any(String) } });
  });
});

describe("a program can ask a StarRocks instance", () => {
  let instanceId: string;

  beforeEach(async () => {
    instanceId = await createHtap(cloud, instance.id, starRocksBody);
  });

  const replication = () => `/v3/instances/${instanceId}/starrocks/databases/replication`;
  const task = { source_instance_id: "", source_database: "orders", target_database: "copies", task_name: "copies" };
  const create = () => cloud.finish("POST", replication(), { ...task, source_instance_id: instance.id });

  it("what it is", async () => {
    const read = await gaussdb.getStarRocksInstance({ instanceId: instance.id, starRocksInstanceId: instanceId });

    expect(read).toMatchObject({
      id: instanceId,
      createAt: time,
      dbPort: expect.any(Number),
      isFrozen: false,
      datastoreVersion: expect.any(String),
      groups: [
        { nodes: [{ cpu: 4, iaasFlavorRef: expect.any(String), dbPort: expect.any(Number) }] },
        { nodes: [{ volume: { size: expect.any(Number) } }] },
      ],
    });
    expect(read).not.toHaveProperty("deleteAt");
  });

  it("and is told when there is none", async () => {
    const starRocksInstanceId = "0123456789abcdef0123456789abcdefin17";

    await expect(gaussdb.getStarRocksInstance({ instanceId: instance.id, starRocksInstanceId })).rejects.toThrow(
      /^getStarRocksInstance failed: /,
    );
  });

  it("which databases and users it has", async () => {
    await create();
    const user = { user_name: "reader", password: "Rds_1234", databases: ["orders"] };
    await cloud.send("POST", `/v3/instances/${instanceId}/starrocks/users`, user);

    expect(await gaussdb.getStarRocksDatabases({ instanceId })).toContain("copies");
    expect(await gaussdb.getStarRocksDatabaseUsers({ instanceId, userName: "reader" })).toEqual([
      { userName: "reader", databases: ["orders"], dml: 2, ddl: 0 },
    ]);
  });

  it("what it copies, and how", async () => {
    await create();

    const [copy] = await gaussdb.getStarRocksReplications({ instanceId });
    const configuration = await gaussdb.getStarRocksReplicationConfiguration({ instanceId, taskName: "copies" });

    expect(copy).toMatchObject({ taskName: "copies", status: "yes", stage: "incremental", percentage: 100 });
    expect(configuration).toMatchObject({
      sourceInstanceId: instance.id,
      databaseInfo: { databaseName: "orders" },
      tableReplConfig: { replType: "exclude_tables" },
      isTablesChange: false,
    });
    expect(await gaussdb.getStarRocksReplicationDatabaseParameters({ instanceId })).toContainEqual(
      expect.objectContaining({ paramName: "max_rows_per_chunk", defaultValue: expect.any(String) }),
    );
  });
});

describe("a program can ask a ClickHouse instance", () => {
  let instanceId: string;

  beforeEach(async () => {
    instanceId = await createHtap(cloud, instance.id, clickHouseBody);
  });

  const create = () => {
    const body = { source_instance_id: instance.id, source_database: "orders" };
    return cloud.finish("POST", `/v3/instances/${instanceId}/clickhouse/replication`, body);
  };

  it("what it is", async () => {
    const read = await gaussdb.getClickHouseInstance({ instanceId: instance.id, clickHouseInstanceId: instanceId });

    expect(read).toMatchObject({
      id: instanceId,
      createAt: time,
      dbPort: 3306,
      isFrozen: false,
      groups: [{ nodes: [{ cpu: 4, iaasFlavorRef: expect.any(String), volume: { size: 50_000_000_000 } }] }],
    });
  });

  it("which databases and users it has", async () => {
    await create();
    const user = { user_name: "reader", password: "Rds_1234", databases: ["orders"] };
    await cloud.send("POST", `/v3/instances/${instanceId}/clickhouse/users`, user);

    expect(await gaussdb.getClickHouseDatabases({ instanceId })).toContain("orders");
    expect((await gaussdb.getClickHouseDatabaseUsers({ instanceId })).map(({ userName }) => userName)).toEqual([
      "root",
      "reader",
    ]);
  });

  it("what it copies, and how", async () => {
    await create();

    expect(await gaussdb.getClickHouseReplications({ instanceId })).toMatchObject([
      { sourceDatabase: "orders", status: "normal", stage: "incremental", percentage: 100 },
    ]);
    expect(await gaussdb.getClickHouseReplicationConfig({ instanceId, databaseName: "orders" })).toMatchObject({
      sourceInstanceId: instance.id,
      tableReplConfig: { replType: "black_list", tables: [] },
      newTableReplConfig: {},
    });
    expect(await gaussdb.getClickHouseReplicationDatabaseParameters({ instanceId })).toContainEqual(
      expect.objectContaining({ paramName: "max_sync_threads" }),
    );
  });
});
