import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { FaultOrder } from "../../simulator/index.ts";
import { engines } from "../engine/engines.ts";
import { ordersInstance } from "./orders-instance.ts";
import { expectFailure, expectNoChange, expectNoSecret, expectOk, newWorld, secrets, type World } from "./world.ts";

const program = `
new clickhouse.Service("orders", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24" }],
  minReplicaMemoryGb: 16,
  maxReplicaMemoryGb: 32,
  numReplicas: 3,
  password: "${secrets.servicePassword}",
}, { protect: false });`;

const folderOf = ({ stack }: World) => join(stack.home, "pulumi-clickhouse-gaussdb", "journal");

/** The notes of the stack, as text. */
async function notes(world: World): Promise<string[]> {
  const names = await readdir(folderOf(world)).catch(() => []);
  return Promise.all(names.map((name) => readFile(join(folderOf(world), name), "utf8")));
}

const services = ({ simulator }: World) => simulator.admin.objects().clickhouse.services as { id: string }[];

/** Runs an update whose plugin is killed, by the process id in its note, as soon as this is there. */
async function killedUpdate(world: World, hang: FaultOrder, isThere: () => boolean | Promise<boolean>): Promise<void> {
  world.simulator.admin.inject(hang);
  const running = world.stack.up();
  await vi.waitFor(async () => expect(await isThere()).toBe(true), { timeout: 60_000, interval: 20 });
  const [note = ""] = await notes(world);
  expectNoSecret(note);
  process.kill(JSON.parse(note).process.pid, "SIGKILL");
  expectFailure(await running);
  world.simulator.admin.clearFaults();
  expect(await world.resources()).not.toHaveProperty(JSON.parse(note).urn.split("::").at(-1));
}

const hang = (when: "before" | "after", operationId = "createService"): FaultOrder => {
  return { operationId, fault: { kind: "hang", ms: 60_000, when } };
};

describe.each(engines)("a plugin that is killed on the $name", { concurrent: true }, (engine) => {
  test("after the cloud has accepted a creation leaves one object, with which the next update goes on", async () => {
    await using world = await newWorld(engine, program);

    expectOk(await world.stack.preview());
    const previewed = await notes(world);
    await killedUpdate(world, hang("after"), () => services(world).length === 1);
    const [accepted] = services(world);
    const next = expectOk(await world.stack.up());
    const returned = await notes(world);
    const preview = await world.stack.preview();

    expect(previewed).toEqual([]);
    expect(next.text).toContain(`The ClickHouse service ${accepted?.id} was begun by an earlier run`);
    expect(services(world).map(({ id }) => id)).toEqual([accepted?.id]);
    expect((await world.resources()).orders?.id).toBe(accepted?.id);
    expect(JSON.parse(returned[0] ?? "{}")).toMatchObject({ id: accepted?.id });
    expectNoSecret(returned.join());
    expectNoChange(preview);
    expect(await notes(world)).toEqual([]);
    expectNoChange(await world.stack.refresh({ expectNoChanges: true }));
  });

  test("when it knows the id leaves one object, with which the next update goes on", async () => {
    await using world = await newWorld(engine, program);

    const knows = async () => (await notes(world)).some((note) => "id" in JSON.parse(note));
    await killedUpdate(world, hang("before", "getService"), knows);
    const [accepted] = services(world);
    expectOk(await world.stack.up());

    expect(services(world).map(({ id }) => id)).toEqual([accepted?.id]);
    expect((await world.resources()).orders?.id).toBe(accepted?.id);
    expectNoChange(await world.stack.preview());
    expect(await notes(world)).toEqual([]);
  });

  test("before the object has its name leaves one object, with which the next update goes on", async () => {
    await using world = await newWorld(engine, ordersInstance());
    const nodes = () => world.simulator.admin.objects().huawei.nodes as { id: string; name: string }[];
    expectOk(await world.stack.up());
    const before = nodes().length;

    await world.program(`${ordersInstance()}new gaussdb.ReadReplica("read", { instanceId: orders.id });`);
    await killedUpdate(world, hang("after", "createReadOnlyNodes"), () => nodes().length > before);
    expectOk(await world.stack.up());

    const { read } = await world.resources();
    const added = nodes().filter(({ id }) => read?.id?.endsWith(id));
    expect(nodes()).toHaveLength(before + 1);
    expect(added.map(({ name }) => name)).toEqual([read?.outputs?.name]);
    expect(read?.outputs?.name).toMatch(/^read-[0-9a-f]{7}$/);
    expectNoChange(await world.stack.preview());
    expect(await notes(world)).toEqual([]);
  });

  test("before the cloud has seen a creation leaves nothing, and the next update makes the object", async () => {
    await using world = await newWorld(engine, program);

    await killedUpdate(world, hang("before"), async () => (await notes(world)).length === 1);
    const before = services(world);
    expectOk(await world.stack.up());

    expect(before).toEqual([]);
    expect(services(world).map(({ id }) => id)).toEqual([(await world.resources()).orders?.id]);
    expectNoChange(await world.stack.preview());
    expect(await notes(world)).toEqual([]);
  });

  test("and whose note is lost as well stops the next update with the id and how to adopt it", async () => {
    await using world = await newWorld(engine, program);

    await killedUpdate(world, hang("after"), () => services(world).length === 1);
    const [accepted] = services(world);
    await rm(folderOf(world), { recursive: true });
    const stopped = expectFailure(await world.stack.up());
    const afterwards = services(world).length;
    await world.program(program.replace("{", `{ adopt: "${accepted?.id}",`));
    expectOk(await world.stack.up());

    expect(stopped.text).toContain(`set adopt: "${accepted?.id}"`);
    expect(afterwards).toBe(1);
    expect((await world.resources()).orders?.id).toBe(accepted?.id);
    expect(services(world)).toHaveLength(1);
  });
});
