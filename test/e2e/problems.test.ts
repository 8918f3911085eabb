import { describe, expect, test } from "vitest";
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
new gaussdb.Proxy("wrong-proxy", { instanceId: "i", flavorRef: "f", nodeNum: 1 });
`;

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
      '"wrong-proxy": nodeNum: must be at least 2',
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
