import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { firstKeyId, mysqlPipe, organizationId, type ServiceView, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let service: ServiceView;
beforeAll(async () => {
  cloud = await startCloud();
});
beforeEach(async () => {
  cloud.simulator.admin.reset();
  service = await cloud.createService();
});
afterAll(() => cloud.simulator.close());

const entry = { name: "Nights", weekdays: [1], startHourUtc: 1, endHourUtc: 2 };
const bucket = { bucketProvider: "AWS", bucketPath: "s3://a", iamRoleArn: "arn:aws:iam::1:role/a" };
const vpc = {
  type: "VPC_RESOURCE",
  vpcResourceConfigurationId: "rcfg-1",
  vpcResourceShareArn: "arn",
  description: "a",
};

/** What a service can have: how it is made, and a change that somebody makes by hand with what reads then show of it. */
const kinds = [
  {
    kind: "queryEndpoints",
    make: ["POST", "serviceQueryEndpoint", { roles: [], openApiKeys: [firstKeyId] }],
    by: { allowedOrigins: "https://a.example.com" },
    shown: { allowedOrigins: "https://a.example.com", openApiKeys: [firstKeyId] },
  },
  {
    kind: "scalingSchedules",
    make: ["POST", "scalingSchedule", { entries: [entry] }],
    by: { entries: [] },
    shown: { entries: [] },
  },
  {
    kind: "upgradeWindows",
    make: ["PUT", "upgradeWindow", { weekday: 3, startHourUtc: 12 }],
    by: { weekday: 5 },
    shown: { weekday: 5, startHourUtc: 12 },
  },
  {
    kind: "backupBuckets",
    make: ["POST", "backupBucket", bucket],
    by: { properties: { bucketPath: "s3://b" } },
    shown: { ...bucket, bucketPath: "s3://b" },
  },
] as const;

it.each(kinds)("changes and removes $kind by hand, known by their service", async ({ kind, make, by, shown }) => {
  const [method, part, body] = make;
  const path = `/services/${service.id}/${part}`;
  await cloud.send(method, path, body);
  const { admin } = cloud.simulator;

  admin.change("clickhouse", kind, service.id, by);
  const changed = await cloud.send("GET", path);
  admin.remove("clickhouse", kind, service.id);
  const removed = await cloud.send("GET", path);

  expect(changed.result).toMatchObject(shown);
  expect(removed.status).toBe(404);
  expect(() => admin.remove("clickhouse", kind, service.id)).toThrow(RangeError);
});

it("changes settings of ClickHouse by hand, one by one", async () => {
  const path = `/services/${service.id}/clickhouseSettings`;
  await cloud.send("PATCH", path, { settings: { max_threads: 4, compatibility: "25.6" } });
  const { admin } = cloud.simulator;

  admin.change("clickhouse", "clickHouseSettings", service.id, { settings: { max_threads: 8 } });
  const changed = await cloud.send("GET", path);
  admin.remove("clickhouse", "clickHouseSettings", service.id);

  const settings = [
    { name: "max_threads", value: 8 },
    { name: "compatibility", value: "25.6" },
  ];
  expect(changed.result).toEqual({ settings });
  expect((await cloud.send("GET", path)).result).toEqual({ settings: [] });
});

it("changes the backup configuration and the shared workers with their service", async () => {
  await cloud.createPipe(service, mysqlPipe());
  cloud.advance(120);

  cloud.simulator.admin.change("clickhouse", "services", service.id, {
    backupConfiguration: { backupRetentionPeriodInHours: 72 },
    cdcScaling: { replicaCpuMillicores: 4000, replicaMemoryGb: 16 },
  });

  const path = `/services/${service.id}`;
  expect((await cloud.send("GET", `${path}/backupConfiguration`)).result).toMatchObject({
    backupPeriodInHours: 24,
    backupRetentionPeriodInHours: 72,
  });
  expect((await cloud.send("GET", `${path}/clickpipesCdcScaling`)).result).toMatchObject({ replicaMemoryGb: 16 });
  const other = await cloud.createService();
  expect((await cloud.send("GET", `/services/${other.id}/backupConfiguration`)).result).toMatchObject({
    backupRetentionPeriodInHours: 24,
  });
});

it("takes API keys, private endpoints and reverse private endpoints away by hand", async () => {
  const key = await cloud.send<{ key: { id: string } }>("POST", "/keys", { name: "a" });
  await cloud.send("PATCH", `/services/${service.id}`, { privateEndpointIds: { add: ["vpce-1"] } });
  const path = `/services/${service.id}/clickpipesReversePrivateEndpoints`;
  const reverse = await cloud.send<{ id: string }>("POST", path, vpc);
  const { admin } = cloud.simulator;

  admin.remove("clickhouse", "apiKeys", key.result.key.id);
  admin.remove("clickhouse", "privateEndpoints", "vpce-1");
  admin.remove("clickhouse", "reversePrivateEndpoints", reverse.result.id);

  expect((await cloud.send("GET", `/keys/${key.result.key.id}`)).status).toBe(404);
  expect((await cloud.send("GET", "")).result).toMatchObject({ privateEndpoints: [] });
  expect((await cloud.send("GET", `${path}/${reverse.result.id}`)).status).toBe(404);
});

it("gives an organization infrastructures of its own", async () => {
  const byocConfig = [
    {
      id: "b",
      state: "infra-ready",
      accountName: "a",
      regionId: "eu-central-1",
      cloudProvider: "aws",
      displayName: "A",
    },
  ];

  cloud.simulator.admin.change("clickhouse", "organizations", organizationId, { byocConfig });

  expect((await cloud.send("GET", "")).result).toMatchObject({ byocConfig });
});

it("leaves nothing of a service that is removed", async () => {
  for (const { make } of kinds) await cloud.send(make[0], `/services/${service.id}/${make[1]}`, make[2]);
  await cloud.send("PATCH", `/services/${service.id}/clickhouseSettings`, { settings: { max_threads: 4 } });
  await cloud.send("POST", `/services/${service.id}/clickpipesReversePrivateEndpoints`, vpc);
  await cloud.createPipe(service, mysqlPipe());
  const { admin } = cloud.simulator;
  const kindsOf = () =>
    Object.entries(admin.objects().clickhouse)
      .filter(([, objects]) => objects.length > 0)
      .map(([kind]) => kind);
  expect(kindsOf()).toEqual([
    "organizations",
    "services",
    ...["queryEndpoints", "scalingSchedules", "upgradeWindows", "clickHouseSettings", "backupBuckets"],
    ...["backups", "clickPipes", "reversePrivateEndpoints"],
  ]);

  admin.remove("clickhouse", "services", service.id);

  expect(kindsOf()).toEqual(["organizations"]);
});
