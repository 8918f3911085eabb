import { expect, it } from "vitest";
import type { Declaration } from "../../faults/stack.ts";
import { orders } from "../../faults/subjects/orders.ts";
import { newWorld } from "../../faults/world.ts";

const replica = (name: string): Declaration => ({
  token: "gaussdb:ReadReplica",
  name,
  after: [orders.name],
  args: ({ orders: made }) => ({ instanceId: made?.id }),
});

const proxy = (name: string): Declaration => ({
  token: "gaussdb:Proxy",
  name,
  after: [orders.name],
  args: ({ orders: made }) => ({ instanceId: made?.id, flavorRef: "gaussdb.proxy.large.x86.2", nodeNum: 2 }),
});

it("runs the operations of an instance one after the other, the short ones first, without a busy answer", async () => {
  using world = newWorld("turns");
  await world.time.pass(() => world.stack.up([orders]));
  // A new instance makes its first backup.
  await world.time.pass(() => new Promise((resolve) => setTimeout(resolve, 600_000)));
  const before = world.clouds.requests().length;
  const program = [orders, replica("reader-a"), replica("reader-b"), proxy("proxy-a"), proxy("proxy-b")];

  const { errors } = await world.time.pass(() => world.stack.up(program));

  expect(errors).toEqual([]);
  const changes = world.clouds
    .requests()
    .slice(before)
    .filter(({ method }) => method === "POST");
  expect(changes.map(({ operationId, status }) => [operationId, status])).toEqual([
    ["enableProxy", 201],
    ["enableProxy", 201],
    ["createReadOnlyNodes", 201],
  ]);
});
