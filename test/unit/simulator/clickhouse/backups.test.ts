import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServiceView, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let service: ServiceView;
beforeEach(async () => {
  cloud = await startCloud();
  service = await cloud.createService();
});
afterEach(() => cloud.simulator.close());

const day = 86_400;
const pathOf = (part: string, { id } = service) => `/services/${id}/${part}`;

/** A client whose key has no role. */
async function withoutRole() {
  const { result } = await cloud.send<{ keyId: string; keySecret: string }>("POST", "/keys", { name: "reader" });
  return cloud.as(result);
}

describe("the backup configuration", () => {
  const change = (body: object) => cloud.send("PATCH", pathOf("backupConfiguration"), body);
  const defaults = { backupPeriodInHours: 24, backupRetentionPeriodInHours: 24 };

  it("begins with the defaults, keeps what is left out and resets what is null", async () => {
    const before = await cloud.send("GET", pathOf("backupConfiguration"));
    const first = await change({ backupPeriodInHours: 12 });
    const second = await change({ backupRetentionPeriodInHours: 48 });
    const nothing = await change({});
    const reset = await change({ backupPeriodInHours: null, backupRetentionPeriodInHours: null });

    expect(before.result).toEqual(defaults);
    expect(first.result).toEqual({ ...defaults, backupPeriodInHours: 12 });
    expect(second.result).toEqual({ backupPeriodInHours: 12, backupRetentionPeriodInHours: 48 });
    expect(nothing).toMatchObject({ status: 200, result: second.result });
    expect(reset.result).toEqual(defaults);
  });

  it("has no period while there is a start time", async () => {
    const timed = await change({ backupStartTime: "02:00", backupPeriodInHours: null });
    const reset = await change({ backupStartTime: null });

    expect(timed.result).toEqual({ backupStartTime: "02:00", backupRetentionPeriodInHours: 24 });
    expect(reset.result).toEqual(defaults);
  });

  it("refuses a start time while the period that is stored is neither one nor two days", async () => {
    await change({ backupPeriodInHours: 12 });
    const refused = await change({ backupStartTime: "02:00" });
    await change({ backupPeriodInHours: 48 });
    const accepted = await change({ backupStartTime: "02:00" });

    expect(refused).toMatchObject({ status: 400, error: expect.stringContaining("24 hours") });
    expect(accepted.status).toBe(200);
  });

  it.each([
    [{ backupStartTime: "02:30" }, "full hour"],
    [{ backupStartTime: "2:00" }, "backupStartTime"],
    [{ backupPeriodInHours: 0 }, "greater than 0"],
    [{ backupRetentionPeriodInHours: 36 }, "backupRetentionPeriodInHours"],
    [{ backupRetentionPeriodInHours: 1104 }, "backupRetentionPeriodInHours"],
  ])("refuses %j", async (body, text) => {
    expect(await change(body)).toMatchObject({ status: 400, error: expect.stringContaining(text) });
  });

  it("is for primary services, and changed by an administrator only", async () => {
    const secondary = await cloud.createService({ dataWarehouseId: service.dataWarehouseId });
    const path = pathOf("backupConfiguration", secondary);

    const statuses = [
      await cloud.send("GET", path),
      await cloud.send("PATCH", path, {}),
      await (await withoutRole())("PATCH", pathOf("backupConfiguration"), {}),
      await (await withoutRole())("GET", pathOf("backupConfiguration")),
    ].map(({ status }) => status);

    expect(statuses).toEqual([400, 400, 403, 200]);
  });
});

describe("the backup bucket", () => {
  const bucket = () => cloud.send("GET", pathOf("backupBucket"));
  const create = (body: object) => cloud.send("POST", pathOf("backupBucket"), body);
  const change = (body: object) => cloud.send("PATCH", pathOf("backupBucket"), body);

  const aws = {
    bucketProvider: "AWS",
    bucketPath: "s3://orders-backups/clickhouse",
    iamRoleArn: "arn:aws:iam::111122223333:role/clickhouse-backup",
    iamRoleSessionName: "clickhouse-cloud",
  };
  const gcp = { bucketProvider: "GCP", bucketPath: "gs://orders-backups", accessKeyId: "GOOG1" };
  const azure = { bucketProvider: "AZURE", containerName: "orders-backups" };
  const key = { secretAccessKey: "a secret" };
  const connection = { connectionString: "AccountName=orders;AccountKey=a secret" };

  it.each<[object, object]>([
    [aws, {}],
    [gcp, key],
    [azure, connection],
  ])("%j is returned without its secrets", async (properties, secrets) => {
    const { result } = await create({ ...properties, ...secrets });

    expect(result).toEqual({ id: expect.any(String), ...properties });
    expect((await bucket()).result).toEqual(result);
    expect(JSON.stringify(cloud.simulator.admin.objects())).not.toContain("a secret");
  });

  it("is one for each service", async () => {
    const before = await bucket();
    await create(aws);
    const second = await create(aws);
    const deleted = await cloud.send("DELETE", pathOf("backupBucket"));
    const after = await bucket();
    const again = await cloud.send("DELETE", pathOf("backupBucket"));

    expect([before, second, deleted, after, again].map(({ status }) => status)).toEqual([404, 400, 200, 404, 404]);
  });

  it("keeps what a change leaves out and clears what is null", async () => {
    await create(aws);

    const { result } = await change({ bucketProvider: "AWS", bucketPath: "s3://others", iamRoleSessionName: null });

    const { iamRoleSessionName: _, ...kept } = aws;
    expect(result).toEqual({ id: expect.any(String), ...kept, bucketPath: "s3://others" });
  });

  it.each<[string, object, object, string]>([
    ["without the secret of GCP", { ...gcp, ...key }, gcp, "secretAccessKey"],
    ["without the secret of Azure", { ...azure, ...connection }, azure, "connectionString"],
    ["of another provider", aws, { ...gcp, ...key }, "is one of AWS"],
  ])("cannot be changed %s", async (_, present, body, text) => {
    await create(present);

    expect(await change(body)).toMatchObject({ status: 400, error: expect.stringContaining(text) });
  });

  it.each<[string, object, string]>([
    ["without a path", { ...aws, bucketPath: undefined }, "bucketPath is required"],
    ["without a key", gcp, "secretAccessKey is required"],
    ["of no provider", { bucketPath: "s3://orders" }, "bucketProvider"],
    ["with a field of another provider", { ...aws, containerName: "orders" }, "containerName is unknown"],
  ])("cannot be made %s", async (_, body, text) => {
    expect(await create(body)).toMatchObject({ status: 400, error: expect.stringContaining(text) });
  });

  it("is changed by an administrator only", async () => {
    await create(aws);
    const send = await withoutRole();

    const statuses = [
      await send("POST", pathOf("backupBucket"), aws),
      await send("PATCH", pathOf("backupBucket"), aws),
      await send("DELETE", pathOf("backupBucket")),
      await send("GET", pathOf("backupBucket")),
    ].map(({ status }) => status);

    expect(statuses).toEqual([403, 403, 403, 200]);
  });
});

describe("backups", () => {
  interface BackupView {
    id: string;
    [field: string]: unknown;
  }
  const list = async () => (await cloud.send<BackupView[]>("GET", pathOf("backups"))).result;

  it("are made every day, newest first, and kept as long as the configuration says", async () => {
    await cloud.send("PATCH", pathOf("backupConfiguration"), { backupRetentionPeriodInHours: 48 });
    cloud.advance(4 * day);

    const [newest, ...others] = await list();

    expect([newest, ...others]).toMatchObject([
      { status: "done", type: "incremental", durationInSeconds: 180 },
      { status: "done", type: "incremental" },
      { status: "done", type: "incremental" },
    ]);
    expect((await cloud.send("GET", pathOf(`backups/${newest?.id}`))).result).toEqual(newest);
    expect((await cloud.send("GET", pathOf(`backups/${service.id}`))).status).toBe(404);
  });

  it("tell while they are under way how long they have taken, and no end", async () => {
    const { result } = await cloud.send<{ service: ServiceView }>("POST", "/services", {
      name: "new",
      provider: "aws",
      region: "eu-west-1",
      ipAccessList: [],
    });
    cloud.advance(120 + 100);

    const backups = await cloud.send<BackupView[]>("GET", pathOf("backups", result.service));

    expect(backups.result).toMatchObject([{ status: "in_progress", type: "full", durationInSeconds: 100 }]);
    expect(backups.result[0]).not.toHaveProperty("finishedAt");
  });

  it("are in the customer's bucket from when there is one", async () => {
    const bucket = { bucketProvider: "AWS", bucketPath: "s3://orders", iamRoleArn: "arn:aws:iam::1:role/a" };
    await cloud.send("POST", pathOf("backupBucket"), bucket);
    cloud.advance(day);

    const [newest, oldest] = await list();

    expect(newest).toMatchObject({ bucket, backupName: expect.any(String) });
    expect(oldest).not.toHaveProperty("bucket");
  });
});
