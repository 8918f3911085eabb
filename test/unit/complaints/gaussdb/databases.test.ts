import { expect, test } from "vitest";
import { password } from "../../../faults/secrets.ts";
import type { Declaration, Program } from "../../../faults/stack.ts";
import { expectNoChange, newStory, type Story } from "../story.ts";
import { firstBackupMade, instance, ofInstance, replica } from "./programs.ts";

const database = (name: string) => ofInstance("Database", name, { name });
const user = (name: string, host = "%") => ofInstance("DatabaseUser", `${name}@${host}`, { name, host, password });
const privilege = (of: string, databases: { name: string; readonly: boolean }[]): Declaration => ({
  token: "gaussdb:DatabasePrivilege",
  name: `${of} may`,
  args: (made) => ({ userId: made[of]?.id, databases }),
});
const shop: Program = [
  instance(),
  database("shop"),
  database("ledger"),
  user("app"),
  user("app", "10.0.0.%"),
  privilege("app@%", [{ name: "shop", readonly: false }]),
];
const failing = (operationId: string, error_code: string, times = 1) => ({
  operationId,
  times,
  fault: { kind: "answer" as const, status: 409, body: { error_code, error_msg: "Not now." } },
});
const objects = ({ world }: Story, kind: string) =>
  world.clouds.admin.objects().huawei[kind] as Record<string, unknown>[];

test("many databases and users of one instance are made in one update without colliding, in few calls", async () => {
  using story = newStory("huawei");
  const names = Array.from({ length: 20 }, (_, index) => `shop_${index}`);
  await story.up(instance());
  firstBackupMade(story);

  await story.up(instance(), ...names.map(database), ...names.map((name) => user(name)));

  expect(objects(story, "databases")).toHaveLength(20);
  expect(objects(story, "databaseUsers")).toHaveLength(20);
  const creating = story.changesSent().filter((operation) => /^create(Databases|DatabaseUsers)$/.test(operation));
  expect(creating.length).toBeLessThanOrEqual(10);
});

test("privileges that somebody else has granted are neither a difference nor revoked", async () => {
  using story = newStory("huawei");
  await story.up(...shop);
  const both = [
    { name: "shop", readonly: false },
    { name: "ledger", readonly: true },
  ];
  story.byHand("databaseUsers", "app@%", { databases: both });

  await story.refresh();

  expectNoChange(await story.preview(...shop));
  await story.up(...shop.slice(0, -1));
  expect(objects(story, "databaseUsers").find(({ id }) => id === "app@%")?.databases).toEqual([both[1]]);
});

test("one name at two hosts is two users, each with its own password and privileges", async () => {
  using story = newStory("huawei");

  await story.up(...shop);

  const granted = objects(story, "databaseUsers").map(({ host, databases }) => [host, databases]);
  expect(Object.fromEntries(granted)).toEqual({ "%": [{ name: "shop", readonly: false }], "10.0.0.%": [] });
});

test("a database right after new read replicas is made though the cloud first says no", async () => {
  using story = newStory("huawei");
  await story.up(instance());
  story.world.clouds.admin.inject(failing("createDatabases", "DBS.200001"));

  await story.up(instance(), replica("read"), database("shop"));

  expect(objects(story, "databases").map(({ name }) => name)).toEqual(["shop"]);
});

test("lists that cannot be read do not make users, databases and privileges disappear from the state", async () => {
  using story = newStory("huawei");
  await story.up(...shop);
  const before = story.world.stack.ids();
  const broken = {
    kind: "answer" as const,
    status: 400,
    body: { error_code: "DBS.280001", error_msg: "Parameter error." },
  };
  for (const operationId of ["listDatabases", "listDatabaseUsers"])
    story.world.clouds.admin.inject({ operationId, times: 100, fault: broken });

  const { ok } = await story.world.time.pass(() => story.world.stack.refresh());

  expect(ok).toBe(false);
  expect(story.world.stack.ids()).toEqual(before);
});

test("a job that fails ends the update at once, with the reason that the cloud gives", async () => {
  using story = newStory("huawei");
  await story.up(instance());
  firstBackupMade(story);
  const reason = "The disk is read-only.";
  story.world.clouds.admin.inject({ operationId: "createDatabases", fault: { kind: "jobFails", reason } });
  const start = Date.now();

  const { errors } = await story.tryUp(instance(), database("shop"));

  expect(errors.join("\n")).toContain(reason);
  expect(Date.now() - start).toBeLessThan(60_000);
});

test("a comment can be taken away again", async () => {
  using story = newStory("huawei");
  await story.up(instance(), ofInstance("Database", "shop", { name: "shop", comment: "Orders" }));

  await story.up(instance(), database("shop"));

  expect(objects(story, "databases")[0]?.comment).toBe("");
});
