import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as clickhouse from "../../../sdk/clickhouse/functions.gen.ts";
import { defaultCredentials } from "../../../simulator/credentials.ts";
import { kafkaPipe, type ServiceView, startCloud, type TestCloud } from "../simulator/clickhouse/cloud.ts";

let cloud: TestCloud;
let service: ServiceView;

/** Every answer of the simulated cloud is compared with the document, and each test's cloud has a budget of its own. */
beforeEach(async () => {
  cloud = await startCloud();
  const { organizationId, tokenKey, tokenSecret } = defaultCredentials.clickhouse;
  pulumi.runtime.setAllConfig({
    "clickhouse:organizationId": organizationId,
    "clickhouse:tokenKey": tokenKey,
    "clickhouse:tokenSecret": tokenSecret,
    "clickhouse:apiUrl": cloud.simulator.url,
  });
  service = await cloud.createService({ tags: [{ key: "team", value: "orders" }] });
});

afterEach(async () => {
  pulumi.runtime.setAllConfig({});
  await cloud.simulator.close();
});

describe("a program can ask", () => {
  it("for its organization and the keys of it", async () => {
    const { organizationId } = defaultCredentials.clickhouse;
    const { result } = await cloud.send<{ key: { id: string } }>("POST", "/keys", { name: "Reports" });

    const organization = await clickhouse.getOrganization();
    const keys = await clickhouse.getApiKeys();

    expect(organization.id).toBe(organizationId);
    expect(await clickhouse.getOrganizations()).toEqual([organization]);
    expect(keys.map(({ name }) => name)).toContain("Reports");
    const key = await clickhouse.getApiKey({ keyId: result.key.id });
    expect(key).toEqual(keys.find(({ id }) => id === result.key.id));
    expect(JSON.stringify(keys)).not.toMatch(/secret/i);
  });

  it("for services, all of them, those with some tags, or one", async () => {
    const other = await cloud.createService({ name: "Other" });

    const names = (services: clickhouse.GetServicesResult) => services.map(({ name }) => name);

    expect(names(await clickhouse.getServices())).toEqual(["Orders analytics", "Other"]);
    expect(names(await clickhouse.getServices({ tags: { team: "orders" } }))).toEqual(["Orders analytics"]);
    expect(names(await clickhouse.getServices({ tags: { team: "" } }))).toEqual(["Orders analytics"]);
    expect(names(await clickhouse.getServices({ tags: { team: "shop" } }))).toEqual([]);
    expect((await clickhouse.getService({ serviceId: other.id })).name).toBe("Other");
  });

  it("for what private endpoints need", async () => {
    const config = await clickhouse.getPrivateEndpointConfig({ serviceId: service.id });
    const ofRegion = await clickhouse.getOrganizationPrivateEndpointConfig({
      cloudProvider: "aws",
      regionId: "eu-west-1",
    });

    expect(config).toMatchObject({
      endpointServiceId: expect.any(String),
      privateDnsHostname: expect.stringContaining("eu-west-1"),
    });
    expect(ofRegion.endpointServiceId).toMatch(/^com\.amazonaws\.vpce\.eu-west-1\./);
  });

  it("for metrics", async () => {
    const metrics = await clickhouse.getPrometheusMetrics({ serviceId: service.id, filteredMetrics: true });
    const all = await clickhouse.getOrganizationPrometheusMetrics();

    const info = { name: "ClickHouse_ServiceInfo", labels: { clickhouse_service: service.id } };
    expect(metrics.samples).toContainEqual(
      expect.objectContaining({ ...info, labels: expect.objectContaining(info.labels) }),
    );
    expect(all.samples.map(({ name }) => name)).toContain("ClickHouse_ServiceInfo");
  });

  it("for the configuration of a service", async () => {
    const serviceId = service.id;
    const key = (await cloud.send<{ key: { id: string } }>("POST", "/keys", { name: "Queries" })).result.key;
    const endpoint = { openApiKeys: [key.id], roles: ["sql_console_read_only"] };
    await cloud.send("POST", `/services/${serviceId}/serviceQueryEndpoint`, endpoint);
    const window = { weekday: 2, startHourUtc: 6 };
    await cloud.send("PUT", `/services/${serviceId}/upgradeWindow`, window);
    const entry = {
      name: "nights",
      weekdays: [1],
      startHourUtc: 20,
      endHourUtc: 24,
      autoscalingMode: "vertical",
      minReplicaMemoryGb: 8,
      maxReplicaMemoryGb: 16,
    };
    await cloud.send("POST", `/services/${serviceId}/scalingSchedule`, { entries: [entry] });

    expect(await clickhouse.getServiceQueryEndpoint({ serviceId })).toMatchObject(endpoint);
    expect(await clickhouse.getUpgradeWindow({ serviceId })).toMatchObject(window);
    expect((await clickhouse.getScalingSchedule({ serviceId })).entries).toMatchObject([entry]);
  });

  it("for settings of the server, and which there are", async () => {
    const serviceId = service.id;
    const { settings: possible = [] } = await clickhouse.getClickHouseSettingsSchema({ serviceId });
    const setting = possible.find(({ name, example }) => name !== undefined && example !== undefined);
    const name = setting?.name ?? "";
    const value = /^\d+$/.test(setting?.example ?? "") ? Number(setting?.example) : setting?.example;
    await cloud.send("PATCH", `/services/${serviceId}/clickhouseSettings`, { settings: { [name]: value } });

    const { settings } = await clickhouse.getClickHouseSettings({ serviceId });
    const one = await clickhouse.getClickHouseSetting({ serviceId, settingName: name });

    expect(settings).toEqual([{ name, value }]);
    expect(one).toEqual({ name, value });
  });

  it("for backups, their schedule and the bucket that they are in", async () => {
    const serviceId = service.id;
    const bucket = {
      bucketProvider: "AWS",
      bucketPath: "s3://backups",
      iamRoleArn: "arn:aws:iam::123456789012:role/backups",
      iamRoleSessionName: "backups",
    };
    const made = await cloud.send("POST", `/services/${serviceId}/backupBucket`, bucket);
    cloud.advance(3 * 24 * 3600);

    const backups = await clickhouse.getBackups({ serviceId });
    const [first] = backups;
    const backup = await clickhouse.getBackup({ serviceId, backupId: first?.id ?? "" });

    expect(made.error).toBeUndefined();
    expect(backups.length).toBeGreaterThan(1);
    expect(backup).toEqual(first);
    expect(await clickhouse.getBackupConfiguration({ serviceId })).toMatchObject({ backupRetentionPeriodInHours: 24 });
    expect(await clickhouse.getBackupBucket({ serviceId })).toMatchObject({
      bucketProvider: "AWS",
      bucketPath: "s3://backups",
    });
  });

  it("for pipes, their settings and their shared workers", async () => {
    const serviceId = service.id;
    const { id: clickPipeId, path } = await cloud.createPipe(service, kafkaPipe());
    await cloud.send("PUT", `${path}/settings`, { streaming_max_insert_wait_ms: 2000 });

    const pipes = await clickhouse.getClickPipes({ serviceId });
    const settings = await clickhouse.getClickPipeSettings({ serviceId, clickPipeId });

    expect(pipes.map(({ id }) => id)).toEqual([clickPipeId]);
    expect((await clickhouse.getClickPipe({ serviceId, clickPipeId })).name).toBe("clicks");
    expect(settings).toMatchObject({ streaming_max_insert_wait_ms: 2000 });
    await expect(clickhouse.getClickPipesCdcScaling({ serviceId })).rejects.toThrow("getClickPipesCdcScaling failed: ");
  });

  it("for the fields of a source before there is a pipe", async () => {
    const { kafka } = kafkaPipe().source;

    const { fields } = await clickhouse.discoverClickPipeSchema({ serviceId: service.id, source: { kafka } });

    expect(fields).toContainEqual(expect.objectContaining({ name: expect.any(String), type: expect.any(String) }));
  });

  it("for the private endpoints of its pipes", async () => {
    const serviceId = service.id;
    const path = `/services/${serviceId}/clickpipesReversePrivateEndpoints`;
    const body = {
      type: "VPC_ENDPOINT_SERVICE",
      description: "Kafka",
      vpcEndpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f60718",
    };
    const { result } = await cloud.send<{ id: string }>("POST", path, body);

    const all = await clickhouse.getReversePrivateEndpoints({ serviceId });
    const one = await clickhouse.getReversePrivateEndpoint({ serviceId, reversePrivateEndpointId: result.id });

    expect(all).toEqual([one]);
    expect(one).toMatchObject({ description: "Kafka" });
  });
});
