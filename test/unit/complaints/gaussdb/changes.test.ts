import { expect, test } from "vitest";
import type { Declaration } from "../../../faults/stack.ts";
import { expectNoChange, newStory, type Story } from "../story.ts";
import { firstBackupMade, instance, prePaid, proxy, replica } from "./programs.ts";

const group = "0f3b6a52-6a0f-4f0e-8b8e-1f0f4c1d2e3f";
const objects = ({ world }: Story, kind: string) =>
  world.clouds.admin.objects().huawei[kind] as Record<string, unknown>[];

test("a security group and a backup window change in place: no database is replaced for them", async () => {
  using story = newStory("huawei");
  const strategy = { startTime: "02:00-03:00" };
  await story.up(instance());

  const { changes } = await story.up(instance({ securityGroupId: group, backupStrategy: strategy }));

  expect(changes).toEqual(["update orders"]);
  expect(objects(story, "instances")[0]).toMatchObject({ security_group_id: group });
});

test("the whole backup policy is sent, with the days of the week that the program does not set", async () => {
  using story = newStory("huawei");
  await story.up(instance());

  await story.up(instance({ backupStrategy: { startTime: "02:00-03:00" } }));

  expect(story.bodies("setSameRegionBackupPolicy").at(-1)).toEqual({
    backup_policy: { start_time: "02:00-03:00", keep_days: 7, period: "1,2,3,4,5,6,7" },
  });
});

test("one changed tag leaves the others alone: at no moment is the instance without them", async () => {
  using story = newStory("huawei");
  await story.up(instance({ tags: { team: "orders", stage: "test" } }));

  await story.up(instance({ tags: { team: "orders", stage: "live" } }));

  expect(story.bodies("batchAddOrDeleteTags").slice(-2)).toEqual([
    { action: "delete", tags: [{ key: "stage", value: "test" }] },
    { action: "create", tags: [{ key: "stage", value: "live" }] },
  ]);
});

test("parameters that need a restart never restart the database by themselves: the refresh tells that one is due", async () => {
  using story = newStory("huawei");
  const template: Declaration = {
    token: "gaussdb:ParameterTemplate",
    name: "template",
    after: [],
    args: () => ({ parameterValues: { innodb_buffer_pool_instances: "4" } }),
  };
  const application: Declaration = {
    token: "gaussdb:ParameterTemplateApplication",
    name: "application",
    args: ({ orders, template }) => ({ configurationId: template?.id, instanceIds: [orders?.id] }),
  };
  await story.up(instance());

  await story.up(instance(), template, application);
  const { text } = await story.refresh();

  expect(story.changesSent()).not.toContain("restartInstance");
  expect(text).toContain("A parameter waits for a restart of this instance");
});

test("routing and consistency of a proxy change in place, and its number of nodes is never doubled", async () => {
  using story = newStory("huawei");
  await story.up(instance(), proxy());
  const [before] = objects(story, "proxies");
  story.world.clouds.admin.inject({ operationId: "addProxyNodes", fault: { kind: "reset", when: "after" } });

  await story.tryUp(instance(), proxy({ nodeNum: 4, consistenceMode: "session" }));
  await story.up(instance(), proxy({ nodeNum: 4, consistenceMode: "session" }));

  const [after] = objects(story, "proxies");
  expect(after).toMatchObject({ pool_id: before?.pool_id, consistence_mode: "session" });
  expect(after?.node_ids).toHaveLength(4);
});

test("one instance has several proxies, each a resource of its own and each found by what it is", async () => {
  using story = newStory("huawei");
  const program = [instance(), proxy({ name: "writers" }, "writers"), proxy({ name: "readers" }, "readers")];

  await story.up(...program);

  const ids = objects(story, "proxies").map(({ name, pool_id: id }) => [name, id]);
  expect(Object.fromEntries(ids)).toEqual({ writers: story.ownId("writers"), readers: story.ownId("readers") });
  expectNoChange(await story.preview(...program));
});

test("the number of read replicas changes by one resource each, and the one that leaves is the one that goes", async () => {
  using story = newStory("huawei");
  await story.up(instance(), replica("one"), replica("two"));
  const [one, two] = [story.ownId("one"), story.ownId("two")];

  await story.up(instance(), replica("two"));

  const left = objects(story, "nodes").map(({ id }) => id);
  expect(left).toContain(two);
  expect(left).not.toContain(one);
});

test("a version that reads back with more figures than were set is no difference", async () => {
  using story = newStory("huawei");
  const program = instance({ datastore: { version: "8.0" } });
  await story.up(program);

  await story.refresh();

  expectNoChange(await story.preview(program));
});

test("the flavor of a yearly/monthly instance is ordered and paid, and the update lasts until it is there", async () => {
  using story = newStory("huawei");
  await story.up(instance({ chargeInfo: prePaid, volume: { size: 100 } }));
  const flavorRef = "gaussdb.mysql.2xlarge.x86.4";

  await story.up(instance({ chargeInfo: prePaid, volume: { size: 100 }, flavorRef }));

  expect(story.bodies("resizeInstanceFlavor").at(-1)).toEqual({
    resize_flavor: { spec_code: flavorRef },
    is_auto_pay: "true",
  });
  expect(objects(story, "nodes").every(({ flavor_ref: flavor }) => flavor === flavorRef)).toBe(true);
});

test("what belongs to an instance is deleted before it, and the network may go when all of it has gone", async () => {
  using story = newStory("huawei");
  await story.up(instance(), proxy(), replica("read"));

  await story.up();

  expect(objects(story, "instances")).toEqual([]);
  const running = objects(story, "jobs").filter(({ status }) => status === "Running" || status === "Pending");
  expect(running).toEqual([]);
});

test("a parameter of a new instance that needs a restart neither fails the creation nor restarts it unasked", async () => {
  using story = newStory("huawei");
  const program = instance({ parameterValues: { innodb_buffer_pool_instances: 4 } });

  await story.up(program);

  expect(story.changesSent()).toContain("updateInstanceParameters");
  expect(story.changesSent()).not.toContain("restartInstance");
  expectNoChange(await story.preview(program));
});

test("a parameter that is taken out goes back to the value in the template of the instance", async () => {
  using story = newStory("huawei");
  await story.up(instance({ parameterValues: { wait_timeout: 600, max_connections: 900 } }));

  await story.up(instance({ parameterValues: { max_connections: 900 } }));

  const [{ parameter_values: values } = {}] = objects(story, "instances") as { parameter_values?: object }[];
  expect(values).toMatchObject({ wait_timeout: "28800", max_connections: "900" });
});

test("a kernel upgrade that was scheduled for the maintenance window is not waited for", async () => {
  using story = newStory("huawei");
  await story.up(instance());
  firstBackupMade(story);
  const start = Date.now();

  await story.up(instance({ kernelVersion: "2.0.57.240900", kernelUpgrade: "inMaintenanceWindow" }));

  expect(story.bodies("upgradeInstanceKernelVersion")).toEqual([{ delay: true }]);
  expect(Date.now() - start).toBeLessThan(10 * 60_000);
});
