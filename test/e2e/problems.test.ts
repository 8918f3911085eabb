import { describe, expect, test } from "vitest";
import { tokens } from "../../provider/definitions.ts";
import { engines } from "../engine/engines.ts";
import { expectFailure, newWorld, secrets } from "./world.ts";

const wrong = `
new clickhouse.Service("wrong-service", { provider: "aws", region: "eu-west-1", ipAccessList: [], minReplicaMemoryGb: 9 });
new clickhouse.Service("wrong-byoc", {
  provider: "aws", region: "eu-west-1", ipAccessList: [], byocId: "b", minReplicaMemoryGb: 48, maxReplicaMemoryGb: 64,
});
new clickhouse.ClickPipe("wrong-pipe", { serviceId: "s", source: {}, destination: { database: "default" } } as never);
new clickhouse.BackupBucket("wrong-bucket", { serviceId: "s", bucketProvider: "GCP", bucketPath: "gs://b", accessKeyId: "k" });
new clickhouse.BackupConfiguration("wrong-backups", { serviceId: "s", backupStartTime: "02:30" });
new clickhouse.ClickHouseSettings("wrong-settings", { serviceId: "s", settings: { max_threads: 1.5 } });
new clickhouse.ScalingSchedule("wrong-schedule", {
  serviceId: "s", entries: [{ name: "day", weekdays: [1], startHourUtc: 7, endHourUtc: 7 }],
});
new clickhouse.ServiceQueryEndpoint("wrong-endpoint", { serviceId: "s", openApiKeys: ["key"], roles: ["sql_console_admin"] });
new clickhouse.UpgradeWindow("wrong-window", { serviceId: "s", weekday: 7, startHourUtc: 12 });
new clickhouse.ApiKey("wrong-key", { expireAt: "in a year" });
new clickhouse.ClickPipesCdcScaling("wrong-workers", { serviceId: "s", replicaCpuMillicores: 2000, replicaMemoryGb: 16 });
new clickhouse.PrivateEndpoint("wrong-private", { serviceId: "s", privateEndpointId: "/subscriptions/e" });
new clickhouse.PrivateEndpointAttachment("wrong-attachment", { serviceId: "s", privateEndpointId: "" });
new clickhouse.ReversePrivateEndpoint("wrong-reverse", { serviceId: "s", type: "MSK_MULTI_VPC", mskClusterArn: "arn" });
new clickhouse.TransparentDataEncryptionKey("wrong-encryption", { serviceId: "s", transparentDataEncryptionKeyId: "" });
new gaussdb.Instance("wrong-instance", {
  flavorRef: "x", availabilityZoneMode: "single", vpcId: "v", subnetId: "s", password: "${secrets.password}${"x".repeat(20)}",
});
new gaussdb.ReadReplica("wrong-replica", { instanceId: "i", priority: 99 });
new gaussdb.ParameterTemplate("wrong-template", { name: "no spaces allowed" });
new gaussdb.ParameterTemplateApplication("wrong-application", { configurationId: "c", instanceIds: [] });
new gaussdb.Proxy("wrong-proxy", { instanceId: "i", flavorRef: "f", nodeNum: 1 });
const password = "${secrets.password}";
new gaussdb.Backup("wrong-backup", { instanceId: "i", name: "1st of March" });
new gaussdb.RecyclePolicy("wrong-bin", { retentionPeriodInDays: 9 });
new gaussdb.Restore("wrong-restore", { instanceId: "i", restorePoint: { sourceInstanceId: "s" } });
new gaussdb.TableRestore("wrong-tables", { instanceId: "i", restoreTime: "yesterday", restoreTables: [] });
new gaussdb.Database("wrong-database", { instanceId: "i", name: "with space" });
new gaussdb.DatabaseUser("wrong-user", { instanceId: "i", name: "app", host: "a b", password });
new gaussdb.DatabasePrivilege("wrong-privilege", { userId: "app", databases: [{ name: "shop", readonly: true }] });
new gaussdb.SqlThrottlingRules("wrong-rules", {
  nodeId: "n", instanceId: "i", rules: [{ sqlType: "SELECT", patterns: [{ pattern: "x", maxConcurrency: -1 }] }],
});
new gaussdb.LtsLogConfiguration("wrong-log", { instanceId: "i", logType: "error_log", ltsGroupId: "", ltsStreamId: "s" });
new gaussdb.EnterpriseProjectQuota("wrong-quota", { enterpriseProjectId: "e", instanceQuota: -2 });
const disk = { ioType: "SSD", capacityInGb: 50 };
new gaussdb.StarRocksInstance("wrong-stars", {
  instanceId: "i", haMode: "Cluster", feFlavorId: "f", beFlavorId: "b", feCount: 1, beCount: 3, feVolume: disk, beVolume: disk,
  availabilityZone: "z", password,
});
new gaussdb.StarRocksUser("wrong-reader", { starRocksInstanceId: "i/s", name: "reader", password, databases: ["*"], dml: 9 as never });
new gaussdb.StarRocksReplication("wrong-copy", { starRocksInstanceId: "i/s", sourceDatabase: "shop", targetDatabase: "shop-2" });
new gaussdb.StarRocksInstanceRestart("wrong-restart", { starRocksInstanceId: "s" });
new gaussdb.StarRocksNodeRestart("wrong-node", { starRocksInstanceId: "i/s", nodeId: "a/b" });
new gaussdb.ClickHouseInstance("wrong-house", {
  instanceId: "i", engineVersion: "1", haMode: "Ha", availabilityZones: ["a"], flavorId: "f", volume: disk, password,
});
new gaussdb.ClickHouseUser("wrong-writer", { clickHouseInstanceId: "i/c", name: "writer", password, databases: ["*"], dml: 7 as never });
new gaussdb.ClickHouseReplication("wrong-stream", { clickHouseInstanceId: "i/c", sourceDatabase: "" } as never);
new gaussdb.ClickHouseLtsLogConfiguration("wrong-logs", { clickHouseInstanceId: "c", ltsGroupId: "g", ltsStreamId: "s" });
new gaussdb.ClickHouseInstanceRestart("wrong-house-restart", { clickHouseInstanceId: "c" });
new gaussdb.InstanceRestart("wrong-again", { instanceId: "" });
new gaussdb.NodeRestart("wrong-node-again", { instanceId: "i", nodeId: "" });
new gaussdb.ProxyRestart("wrong-proxy-again", { instanceId: "i", proxyId: "" });
new gaussdb.Switchover("wrong-primary", { instanceId: "i", nodeId: "" });
new gaussdb.ScheduledJobCancellation("wrong-cancellation", { jobId: "" });
new gaussdb.ScheduledJobDeletion("wrong-deletion", { instanceId: "i", jobId: "" });
new gaussdb.JobRecordDeletion("wrong-record", { jobId: "" });
`;

test("a kind without a wrong property is not forgotten", () => {
  const named = tokens.filter((token) => wrong.includes(`new ${token.replace(":", ".")}(`));

  // An organization's settings have no wrong value that the type allows.
  expect(tokens.filter((token) => !named.includes(token))).toEqual(["clickhouse:OrganizationSettings"]);
});

describe.each(engines)("wrong inputs on the $name", (engine) => {
  test("one preview reports the wrong property of every kind, with its rule, and calls no cloud", async () => {
    await using world = await newWorld(engine, wrong);

    const { text } = expectFailure(await world.stack.preview());

    for (const problem of [
      '"wrong-service": minReplicaMemoryGb: must be a multiple of 4',
      '"wrong-byoc": byocId: needs minReplicaMemoryGb and maxReplicaMemoryGb, each one of 48, 116, 172, 232',
      '"wrong-pipe": source: ',
      '"wrong-bucket": secretAccessKey: is required with bucketProvider GCP',
      '"wrong-backups": backupStartTime: must be a full hour such as 02:00',
      '"wrong-settings": settings.max_threads: must be ',
      '"wrong-schedule": entries: "day" must not end at the hour at which it begins',
      '"wrong-endpoint": openApiKeys[0]: must be the UUID of an API key',
      '"wrong-window": weekday: must be at most 6',
      '"wrong-key": expireAt: must be a time such as 2027-01-15T00:00:00Z',
      '"wrong-workers": replicaMemoryGb: must be four times the number of cores, here 8',
      '"wrong-private": privateEndpointId: must be the endpoint\'s own id, without a slash',
      '"wrong-attachment": privateEndpointId: must be the endpoint\'s own id, without a slash',
      '"wrong-reverse": mskAuthentication: MSK_MULTI_VPC needs it',
      '"wrong-encryption": transparentDataEncryptionKeyId: must have at least 1 character',
      '"wrong-instance": password: must have at most 32 characters',
      '"wrong-replica": priority: must be 1 to 16, or -1',
      '"wrong-template": name: must be 1 to 64 letters',
      '"wrong-application": instanceIds: must have at least 1 item',
      '"wrong-proxy": nodeNum: must be at least 2',
      '"wrong-backup": name: must begin with a letter',
      '"wrong-bin": retentionPeriodInDays: must be at most 7',
      '"wrong-restore": restorePoint: must have either backupId or restoreTime',
      '"wrong-tables": restoreTime: must be a time such as 2026-01-31T18:00:00Z',
      '"wrong-database": name: must have only letters, digits, underscores and at most 10 hyphens',
      '"wrong-user": host: must be one host',
      '"wrong-privilege": userId: must be the id of a DatabaseUser',
      '"wrong-rules": rules[0].patterns[0].maxConcurrency: must be at least 0',
      '"wrong-log": ltsGroupId: must have at least 1 character',
      '"wrong-quota": instanceQuota: must be at least -1',
      '"wrong-stars": feCount: must be 3 to 10 with haMode Cluster',
      '"wrong-reader": dml: must be one of 0, 1, 2, 3',
      '"wrong-copy": targetDatabase: must have only letters, digits and underscores',
      '"wrong-restart": starRocksInstanceId: must be the id of a StarRocksInstance',
      '"wrong-node": nodeId: must be the node\'s own id, without a slash',
      '"wrong-house": availabilityZones: must be several zones with haMode Ha',
      '"wrong-writer": dml: must be one of 1, 2',
      '"wrong-stream": sourceDatabase: ',
      '"wrong-logs": clickHouseInstanceId: must be the id of a ClickHouseInstance',
      '"wrong-house-restart": clickHouseInstanceId: must be the id of a ClickHouseInstance',
      '"wrong-again": instanceId: must have at least 1 character',
      '"wrong-node-again": nodeId: must have at least 1 character',
      '"wrong-proxy-again": proxyId: must have at least 1 character',
      '"wrong-primary": nodeId: must have at least 1 character',
      '"wrong-cancellation": jobId: must have at least 1 character',
      '"wrong-deletion": jobId: must have at least 1 character',
      '"wrong-record": jobId: must have at least 1 character',
    ]) {
      expect(text).toContain(problem);
    }
    expect(world.simulator.requests()).toEqual([]);
  });

  test("without credentials a preview works, and an update names what is missing", async () => {
    await using world = await newWorld(engine, 'new gaussdb.ParameterTemplate("t", {});');
    await world.stack.config({ "huaweicloud:accessKey": "", "huaweicloud:secretKey": "" });

    const preview = await world.stack.preview();
    const { text } = expectFailure(await world.stack.up());

    expect(preview.ok, preview.text).toBe(true);
    expect(text).toContain("huaweicloud:accessKey (HW_ACCESS_KEY)");
  });
});
