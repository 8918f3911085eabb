import { expect, test } from "vitest";
import { problemsOf } from "../../../../provider/definitions.ts";
import { expectNoChange, newStory } from "../story.ts";
import { ofService, service } from "./programs.ts";

const required = { provider: "aws", region: "eu-west-1", ipAccessList: [] };
const paths = async (args: Record<string, unknown>) =>
  (await problemsOf("clickhouse:Service", { ...required, ...args }, undefined)).map(({ path }) => path);

test("what the program leaves out the service may choose: idling that is not set is no difference", async () => {
  using story = newStory("clickhouse");
  const program = [service()];
  await story.up(...program);

  story.byHand("services", "analytics", { idleScaling: false, idleTimeoutMinutes: 40, numReplicas: 2 });
  await story.refresh();

  expectNoChange(await story.preview(...program));
});

test("an idle timeout without idling is refused before any call, and switching idling off replaces nothing", async () => {
  using story = newStory("clickhouse");
  await story.up(service({ idleScaling: true, idleTimeoutMinutes: 15 }));

  const refused = await story.preview(service({ idleScaling: false, idleTimeoutMinutes: 15 }));
  const switched = await story.up(service({ idleScaling: false }));
  await story.refresh();

  expect(refused.errors.join()).toContain("idleTimeoutMinutes: must not be set when idleScaling is false");
  expect(switched.changes).toEqual(["update analytics"]);
  expectNoChange(await story.preview(service({ idleScaling: false })));
});

test("what a tier can do is the API's to say: an idle timeout is not refused for the development tier", async () => {
  expect(await paths({ tier: "development", idleScaling: true, idleTimeoutMinutes: 10 })).toEqual([]);
});

test("a time for the backups and a period that contradicts it are refused at preview; either may be set", async () => {
  const problems = (args: Record<string, unknown>) =>
    problemsOf("clickhouse:BackupConfiguration", { serviceId: "service-1", ...args }, undefined);

  expect(await problems({ backupStartTime: "02:00", backupPeriodInHours: 6 })).toHaveLength(1);
  expect(await problems({ backupStartTime: "02:00" })).toEqual([]);
  expect(await problems({ backupPeriodInHours: 6 })).toEqual([]);
});

test("a period of backups that gives way to a time of day reads back as it was set", async () => {
  using story = newStory("clickhouse");
  const backups = (args: Record<string, unknown>) => ofService("BackupConfiguration", "backups", args);
  await story.up(service(), backups({ backupPeriodInHours: 6 }));

  const daily = [service(), backups({ backupStartTime: "02:00" })];
  await story.up(...daily);
  await story.refresh();

  expectNoChange(await story.preview(...daily));
});

test("backups are managed where a program declares them only: a service alone neither reads nor sets them", async () => {
  using story = newStory("clickhouse");
  await story.up(service());
  await story.refresh();

  const asked = story.world.clouds.requests().filter(({ operationId = "" }) => /backup/i.test(operationId));
  expect(asked).toEqual([]);
});

test("a service that stands alone, though it names its warehouse, may have its backups configured", async () => {
  using story = newStory("clickhouse");
  const program = [service(), ofService("BackupConfiguration", "backups", { backupRetentionPeriodInHours: 48 })];

  await story.up(...program);

  expect(story.bodies("updateBackupConfiguration")).toEqual([{ backupRetentionPeriodInHours: 48 }]);
});

test("an encryption role that the service names unasked is no difference", async () => {
  using story = newStory("clickhouse");
  await story.up(service());

  const fixed = {
    encryptionKey: "arn:aws:kms:eu-west-1:123456789012:key/1",
    encryptionAssumedRoleIdentifier: "arn:aws:iam::123456789012:role/unasked",
  };
  story.byHand("services", "analytics", { fixed });
  await story.refresh();

  expectNoChange(await story.preview(service()));
});

test("a further service of an encrypted warehouse is not refused by a rule that the API does not have", async () => {
  expect(await paths({ dataWarehouseId: "warehouse-1", hasTransparentDataEncryption: true })).toEqual([]);
});

test("sizes are those of one replica, as the program writes them, and are never divided by three", async () => {
  using story = newStory("clickhouse");
  const program = [service({ minReplicaMemoryGb: 16, maxReplicaMemoryGb: 64, numReplicas: 2 })];
  await story.up(...program);
  await story.up(service({ minReplicaMemoryGb: 24, maxReplicaMemoryGb: 64, numReplicas: 2 }));
  await story.refresh();

  expect(story.bodies("createService")[0]).toMatchObject({ minReplicaMemoryGb: 16, maxReplicaMemoryGb: 64 });
  expect(story.bodies("updateServiceReplicaScaling")).toEqual([{ minReplicaMemoryGb: 24, maxReplicaMemoryGb: 64 }]);
  expect(JSON.stringify(story.world.clouds.requests())).not.toContain("TotalMemoryGb");
});
