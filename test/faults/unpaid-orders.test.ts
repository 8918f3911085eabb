import { describe, expect, test } from "vitest";
import type { Outcome, Program } from "./stack.ts";
import { instanceArgs } from "./subjects/orders.ts";
import { newWorld, type World } from "./world.ts";

const charged = (isAutoPay: boolean) => ({
  chargeInfo: { chargeMode: "prePaid", periodType: "month", periodNum: 1, isAutoPay },
});
const ordersWith = (more: object): Program => [
  { token: "gaussdb:Instance", name: "orders", args: () => ({ ...instanceArgs, ...more }) },
];
const replica: Program = [
  { token: "gaussdb:ReadReplica", name: "read", args: ({ orders }) => ({ instanceId: orders?.id, isAutoPay: false }) },
];

const up = ({ time, stack }: World, program: Program) => time.pass(() => stack.up(program));
const ordersOf = ({ clouds }: World) => clouds.admin.objects().huawei.orders as { id: string; status: string }[];

/** Somebody pays what is to be paid. */
function pay(world: World): void {
  for (const { id, status } of ordersOf(world)) {
    if (status === "unpaid") world.clouds.admin.change("huawei", "orders", id, { status: "paid" });
  }
}

/** Whether an operation was told of an order that waits, well before its time limit. */
function expectUnpaid({ ok, text }: Outcome): void {
  expect(ok).toBe(false);
  expect(text).toContain("It seems to wait for somebody to pay it");
  expect(text).not.toContain("time limit");
}

async function expectSettled(world: World, program: Program): Promise<void> {
  expect(await up(world, program)).toMatchObject({ ok: true, errors: [] });
  expect((await world.time.pass(() => world.stack.previewRefresh())).changes).toEqual([]);
  expect((await world.time.pass(() => world.stack.preview(program))).changes).toEqual([]);
}

describe("an order that waits for a person", () => {
  test("of an instance is told; once it is paid, the next update goes on with that instance", async () => {
    using world = newWorld("unpaid instance");
    const program = ordersWith(charged(false));

    expectUnpaid(await up(world, program));
    const { orders: id } = world.stack.ids();
    pay(world);
    await expectSettled(world, program);

    expect(world.stack.ids().orders).toBe(id);
    expect(ordersOf(world)).toHaveLength(1);
  });

  test("of an instance does not keep it from being deleted, without a backup of what there is not", async () => {
    using world = newWorld("unpaid instance, deleted");
    expectUnpaid(await up(world, ordersWith({ ...charged(false), finalBackup: true })));

    expect(await up(world, [])).toMatchObject({ ok: true, errors: [] });

    expect(world.clouds.admin.objects().huawei.instances).toEqual([]);
    expect(world.clouds.admin.objects().huawei.backups).toEqual([]);
  });

  test.each([
    ["volume", { volume: { size: 40 } }, { volume: { size: 80 } }],
    ["flavor", {}, { flavorRef: "gaussdb.mysql.2xlarge.x86.4" }],
  ])("of a change of the %s is told, and placed no second time", async (name, before, after) => {
    using world = newWorld(`unpaid ${name}`);
    const paid = ordersWith({ ...charged(true), ...before });
    // As if the one who ordered it had chosen to pay by hand.
    expect(await up(world, paid)).toMatchObject({ ok: true });
    const [instance] = world.clouds.admin.objects().huawei.instances as { id: string; charge_info: object }[];
    const charge = { ...instance?.charge_info, is_auto_pay: "false" };
    world.clouds.admin.change("huawei", "instances", instance?.id ?? "", { charge_info: charge });
    const program = ordersWith({ ...charged(true), ...before, ...after });

    expectUnpaid(await up(world, program));
    const refused = await up(world, program);
    pay(world);
    await expectSettled(world, program);

    expect(refused.text).toContain("An order waits for somebody to pay or cancel it");
    expect(ordersOf(world)).toHaveLength(2);
  });

  test("of a read replica is told; once it is paid, the next update takes up the node", async () => {
    using world = newWorld("unpaid replica");
    expect(await up(world, ordersWith(charged(true)))).toMatchObject({ ok: true });
    const program = [...ordersWith(charged(true)), ...replica];

    expectUnpaid(await up(world, program));
    pay(world);
    await expectSettled(world, program);

    expect(world.clouds.admin.objects().huawei.nodes).toHaveLength(3);
    expect(ordersOf(world)).toHaveLength(2);
  });
});
