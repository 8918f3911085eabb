import { describe, expect, test } from "vitest";
import { engines } from "../engine/engines.ts";
import { describeLifeCycle } from "./life-cycle.ts";
import { ordersInstance } from "./orders-instance.ts";
import { readReplica } from "./subjects/read-replica.ts";
import { expectFailure, expectNoChange, expectOk, newWorld } from "./world.ts";

describeLifeCycle(readReplica);

describe.each(engines)("a read replica that has become the primary, on the $name", (engine) => {
  test("is managed as before, but not deleted", async () => {
    const replica = 'new gaussdb.ReadReplica("read", { instanceId: orders.id });';
    await using world = await newWorld(engine, `${ordersInstance()}${replica}`);
    expectOk(await world.stack.up());
    const { read } = await world.resources();
    const nodes = world.simulator.admin.objects().huawei.nodes as { id: string; type: string }[];
    for (const { id } of nodes) {
      world.simulator.admin.change("huawei", "nodes", id, { type: read?.id?.endsWith(id) ? "master" : "slave" });
    }

    expectOk(await world.stack.refresh());
    expectNoChange(await world.stack.preview());
    const destruction = expectFailure(await world.stack.destroy());

    const now = await world.resources();
    expect(now.read?.outputs?.role).toBe("master");
    expect(Object.keys(now).sort()).toEqual(["orders", "read"]);
    expect(destruction.text).toContain("has become the primary");
    expect(world.simulator.requests().filter(({ method }) => method === "DELETE")).toEqual([]);
  });
});
