import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as gaussdb from "../../../sdk/gaussdb/functions.gen.ts";
import { type InstanceView, instanceBody, proxyBody, region, type TestCloud } from "../simulator/gaussdb/cloud.ts";
import { endProgram, startProgram } from "./functions/program.ts";

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let cloud: TestCloud;
let instance: InstanceView;
let instanceId: string;
let path: string;

beforeAll(async () => {
  // In the morning, so that the hours of a test are of one day.
  cloud = await startProgram({ start: new Date("2026-11-25T02:30:00Z") });
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  instance = await cloud.createInstance();
  instanceId = instance.id;
  path = `/v3/instances/${instanceId}`;
});

afterAll(() => endProgram(cloud));

describe("a program can ask what it can have", () => {
  it("of engines and flavors", async () => {
    const [engine] = await gaussdb.getEngineVersions();
    const flavors = await gaussdb.getFlavors({ availabilityZoneMode: "multi" });

    expect(engine).toMatchObject({ name: "8.0", version: "8.0.22", kernelVersion: expect.any(String) });
    expect(flavors).toContainEqual(
      expect.objectContaining({
        specCode: "gaussdb.mysql.xlarge.x86.4",
        type: "x86",
        vcpus: 4,
        ram: 16,
        azStatus: expect.objectContaining({ [`${region}a`]: "normal" }),
      }),
    );
  });

  it("of dedicated pools", async () => {
    const [pool] = await gaussdb.getDedicatedResources();
    const details = await gaussdb.getDedicatedResource({ dedicatedResourceId: pool?.id ?? "" });

    expect(pool).toMatchObject({ engineName: "gaussdb-mysql", status: "normal", capacity: { vcpus: 64 } });
    expect(details).toMatchObject({ id: pool?.id, engineName: "gaussdb-mysql", status: "normal" });
    expect(details.dedicatedComputeInfo).toMatchObject({ vcpusTotal: 64, vcpusUsed: 0 });
  });

  it("and whether there is enough of it", async () => {
    const resource = {
      instanceNum: 1,
      nodeNum: 1,
      mode: "Cluster" as const,
      availabilityZoneMode: "single" as const,
      flavorRef: "gaussdb.mysql.xlarge.x86.4",
      availabilityZone: `${region}a`,
      subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
      enterpriseProjectId: "0",
    };

    expect(await gaussdb.checkResource({ action: "createInstance", resource })).toEqual({ result: true });
    expect(
      await gaussdb.checkResource({
        action: "createInstance",
        resource: { ...resource, flavorRef: "gaussdb.mysql.16xlarge.arm.8", availabilityZone: `${region}c` },
      }),
    ).toEqual({ result: false });
  });
});

describe("a program can ask for instances", () => {
  it("all of them, those that a filter finds, or one", async () => {
    const other = await cloud.createInstance({ name: "stock" });
    await cloud.finish("POST", `/v3/instances/${other.id}/tags/action`, {
      action: "create",
      tags: [{ key: "team", value: "stock" }],
    });
    const names = (instances: gaussdb.GetInstancesResult) => instances.map(({ name }) => name);

    expect(names(await gaussdb.getInstances()).sort()).toEqual(["orders", "stock"]);
    expect(names(await gaussdb.getInstances({ name: "*sto" }))).toEqual(["stock"]);
    expect(names(await gaussdb.getInstances({ tags: { team: "stock" } }))).toEqual(["stock"]);
    expect(await gaussdb.getInstance({ instanceId })).toMatchObject({
      id: instanceId,
      port: 3306,
      enterpriseProjectId: "0",
      created: time,
      publicIps: [],
      datastore: { type: "gaussdb-mysql" },
      backupStrategy: { keepDays: expect.any(Number) },
      nodes: expect.arrayContaining([expect.objectContaining({ type: "master", vcpus: 4, needRestart: false })]),
    });
  });

  it("with the details of more than one call tells", async () => {
    for (let number = 0; number < 21; number++) {
      await cloud.send("POST", "/v3/instances", { ...instanceBody, name: `shop-${number}` });
      cloud.advance(60);
    }
    cloud.advance(7200);
    const ids = (await gaussdb.getInstances()).map(({ id }) => id);

    const details = await gaussdb.getInstanceDetails({ instanceIds: ids });

    expect(ids).toHaveLength(22);
    expect(details.map(({ id }) => id)).toEqual(ids);
  });

  it("and fails in the words of the cloud when there is none", async () => {
    const nobody = "0123456789abcdef0123456789abcdefin07";

    await expect(gaussdb.getInstance({ instanceId: nobody })).rejects.toThrow(/getInstance failed: .*DBS\./);
  });

  it("which are in the recycle bin, and for how long", async () => {
    await cloud.finish("DELETE", path);

    expect(await gaussdb.getRecyclePolicy()).toEqual({ retentionPeriodInDays: expect.any(Number) });
    expect(await gaussdb.getRecycleInstances()).toMatchObject([
      {
        id: instanceId,
        engineName: "gaussdb-mysql",
        createAt: time,
        deletedAt: time,
        recycleBackupId: expect.any(String),
      },
    ]);
  });

  it("for their version, address and policies", async () => {
    await cloud.finish("PUT", `${path}/monitor-policy`, { monitor_switch: true, period: 1 });

    expect(await gaussdb.getInstanceDatabaseVersion({ instanceId })).toMatchObject({
      upgradeFlag: true,
      datastore: { latestKernelVersion: expect.any(String) },
    });
    expect(await gaussdb.getInstanceEip({ instanceId })).toMatchObject({ canEnablePublicAccess: expect.any(Boolean) });
    expect(await gaussdb.getInstanceMonitorPolicy({ instanceId })).toEqual({ monitorSwitch: true, period: 1 });
    expect(await gaussdb.getAutoScalingPolicy({ instanceId })).toEqual({
      instanceId,
      instanceName: "orders",
      status: false,
      scalingStrategy: {},
    });
    expect(await gaussdb.getAutoScalingHistory({ instanceId })).toEqual([]);
    expect(await gaussdb.getFullSqlSwitchStatus({ instanceId })).toEqual({ switchStatus: false });
    expect(await gaussdb.getSlowLogMaskingStatus({ instanceId })).toEqual({ openSlowLogSwitch: false });
    expect(await gaussdb.getSqlThrottlingSwitchStatus({ instanceId })).toEqual({ switchStatus: false });
  });

  it("for tags, of one or of all", async () => {
    const tags = [{ key: "team", value: "orders" }];
    await cloud.finish("POST", `${path}/tags/action`, { action: "create", tags });

    expect(await gaussdb.getInstanceTags({ instanceId })).toEqual(tags);
    expect(await gaussdb.getProjectTags()).toEqual([{ key: "team", values: ["orders"] }]);
  });
});

describe("a program can ask for backups", () => {
  it("and what can be restored from them", async () => {
    const backup = await cloud.finish<{ backup: { id: string } }>("POST", "/v3/backups/create", {
      instance_id: instanceId,
      name: "before-the-sale",
    });
    await cloud.finish("POST", `${path}/databases`, { databases: [{ name: "orders", character_set: "utf8mb4" }] });

    const manual = await gaussdb.getFullBackups({ instanceId, backupType: "manual" });
    const [range] = await gaussdb.getRestorableTimeRanges({ instanceId });
    const tables = await gaussdb.getRestorableTables({
      instanceId,
      restoreTime: range?.endTime ?? "",
      lastTableInfo: true,
    });

    expect(manual).toMatchObject([
      { id: backup.body.backup.id, beginTime: time, endTime: time, size: expect.any(Number) },
    ]);
    expect(manual[0]?.datastore?.type).toBe("gaussdb-mysql");
    expect(range).toEqual({ startTime: time, endTime: time });
    expect(tables.map(({ name }) => name)).toContain("orders");
  });

  it("incremental ones of a period, by its policy and how they are encrypted", async () => {
    cloud.advance(2 * 3600);

    const all = await gaussdb.getIncrementalBackups({ instanceId });
    const none = await gaussdb.getIncrementalBackups({
      instanceId,
      beginTime: "2020-01-01T00:00:00Z",
      endTime: "2020-01-02T00:00:00Z",
    });

    expect(all[0]).toMatchObject({ instanceId, beginTime: time, size: expect.any(Number) });
    expect(none).toEqual([]);
    expect(await gaussdb.getBackupPolicy({ instanceId })).toMatchObject({ keepDays: 7, startTime: expect.any(String) });
    expect(await gaussdb.getBackupEncryptionStatus({ instanceId })).toEqual({ encryptionStatus: false });
  });
});

describe("a program can ask for parameters", () => {
  async function createTemplate() {
    const { body } = await cloud.send<{ configurations: { id: string } }>("POST", "/v3/configurations", {
      name: "cdc",
      parameter_values: { binlog_rows_query_log_events: "ON" },
    });
    return body.configurations.id;
  }

  it("of templates, and where these go", async () => {
    const configurationId = await createTemplate();
    await cloud.finish("PUT", `/v3/configurations/${configurationId}/apply`, { instance_ids: [instanceId] });
    const system = (await gaussdb.getParameterTemplates()).find(({ userDefined }) => !userDefined);

    const template = await gaussdb.getParameterTemplate({ configurationId });
    const differences = await gaussdb.compareParameterTemplates({
      sourceConfigurationId: configurationId,
      targetConfigurationId: system?.id ?? "",
    });

    expect(system).toMatchObject({ datastoreName: "gaussdb-mysql", created: time });
    expect(template.parameterValues).toMatchObject({ binlog_rows_query_log_events: "ON" });
    expect(differences).toEqual([
      { parameterName: "binlog_rows_query_log_events", sourceValue: "ON", targetValue: "OFF" },
    ]);
    expect(await gaussdb.getApplicableInstances({ configurationId })).toEqual([{ instanceId, instanceName: "orders" }]);
    expect(await gaussdb.getParameterTemplateApplyHistory({ configId: configurationId })).toMatchObject([
      { targetId: instanceId, appliedAt: time },
    ]);
  });

  it("of an instance, all pages of them, and their history", async () => {
    await cloud.finish("PUT", `${path}/configurations`, { parameter_values: { connect_timeout: "20" } });
    const configurationId = await createTemplate();
    await cloud.finish("PUT", `/v3/configurations/${configurationId}`, { parameter_values: { connect_timeout: "30" } });

    const parameters = await gaussdb.getInstanceParameters({ instanceId });
    const history = await gaussdb.getParameterChangeHistory({ configurationId });

    expect(parameters.length).toBeGreaterThan(100);
    expect(parameters.find(({ name }) => name === "connect_timeout")).toMatchObject({
      value: "20",
      restartRequired: false,
      type: "integer",
    });
    expect(history).toMatchObject([
      { parameterName: "connect_timeout", oldValue: "10", newValue: "30", updated: time },
    ]);
  });
});

describe("a program can ask for proxies", () => {
  it("with all that is set on them", async () => {
    await cloud.finish("POST", `${path}/proxy`, proxyBody);

    const [found] = await gaussdb.getProxies({ instanceId });
    const proxyId = found?.proxy?.poolId ?? "";

    expect(found).toMatchObject({
      proxy: { vcpus: 2, ram: 4, sslOption: expect.any(Boolean), transactionSplit: false, nodeNum: 2 },
      masterNode: { weight: expect.any(Number) },
      readonlyNodes: [{ weight: expect.any(Number) }],
    });
    expect(await gaussdb.getProxyVersion({ instanceId, proxyId })).toMatchObject({ canUpgrade: true });
    expect(await gaussdb.getProxyAccessControl({ instanceId, proxyId })).toMatchObject({ enableIpGroup: false });
    expect(await gaussdb.getProxyConfigurations({ instanceId, proxyId })).toContainEqual(
      expect.objectContaining({ name: "multiStatementType", value: expect.any(String) }),
    );
  });

  it("in which sizes there are some", async () => {
    const groups = await gaussdb.getProxyFlavors({ instanceId });

    expect(groups.map(({ groupType }) => groupType)).toEqual(["x86", "arm"]);
    expect(groups[0]?.proxyFlavors).toContainEqual(
      expect.objectContaining({ specCode: "gaussdb.proxy.large.x86.2", vcpus: 2, ram: 4 }),
    );
  });
});

describe("a program can ask for databases", () => {
  it("and who may use them", async () => {
    await cloud.finish("POST", `${path}/databases`, {
      databases: [{ name: "orders", character_set: "gbk", comment: "of the shop" }],
    });
    const user = { name: "app", password: "Rds_1234", hosts: ["%"], databases: [{ name: "orders", readonly: true }] };
    await cloud.finish("POST", `${path}/db-users`, { users: [user] });

    expect(await gaussdb.getDatabaseCharsets({ instanceId })).toContain("gbk");
    expect(await gaussdb.getDatabases({ instanceId, name: "orders" })).toEqual([
      { name: "orders", charset: "gbk", comment: "of the shop", users: [{ name: "app", host: "%", readonly: true }] },
    ]);
    expect(await gaussdb.getDatabaseUsers({ instanceId })).toMatchObject([
      { name: "app", host: "%", databases: [{ name: "orders", readonly: true }] },
    ]);
  });
});

describe("a program can ask for jobs", () => {
  it("one, those of a kind, and those that wait for the maintenance window", async () => {
    const restart = await cloud.finish<{ job_id: string }>("POST", `${path}/restart`, { delay: false });
    await cloud.send("POST", `${path}/restart`, { delay: true });

    const jobs = await gaussdb.getImmediateJobs({ jobName: "RebootGaussDBforMySQLInstance", status: "Completed" });

    expect(jobs).toMatchObject([
      { jobId: restart.body.job_id, status: "Completed", createdTime: time, endedTime: time },
    ]);
    expect(await gaussdb.getJob({ id: restart.body.job_id })).toMatchObject({ status: "Completed", created: time });
    expect(await gaussdb.getScheduledJobs({ status: "Pending" })).toMatchObject([{ instanceId, createTime: time }]);
  });
});
