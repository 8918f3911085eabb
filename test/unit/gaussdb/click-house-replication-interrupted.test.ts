import { expect, it } from "vitest";
import { clickHouse } from "../../faults/subjects/click-house-instance.ts";
import { clickHouseReplication } from "../../faults/subjects/click-house-replication.ts";
import { orders } from "../../faults/subjects/orders.ts";
import { newWorld } from "../../faults/world.ts";

const change = "updateClickHouseReplicationConfig";
const stop = "stopClickHouseReplicationConfigUpdate";

const program = (...tables: string[]) => [
  orders,
  clickHouse,
  {
    token: clickHouseReplication.token,
    name: "copy",
    args: ({ clickHouse: made }: Parameters<typeof clickHouseReplication.args>[0]) => ({
      clickHouseInstanceId: made?.id,
      sourceDatabase: "shop",
      tableReplConfig: { replType: "white_list", tables },
    }),
  },
];

/** A run that was killed when the cloud had begun to change the tables, and the next run with these tables. */
async function afterInterruption(...tables: string[]) {
  using world = newWorld(tables.join());
  const { clouds, stack, time } = world;
  expect((await time.pass(() => stack.up(program("orders")))).errors).toEqual([]);
  world.interfere({ arriving: ({ operation }) => operation === change && setTimeout(stack.killer(), 0) });
  expect((await time.pass(() => stack.up(program("orders", "customers")))).ok).toBe(false);
  world.interfere();
  const before = clouds.requests().length;

  const { errors } = await time.pass(() => stack.up(program(...tables)));

  expect(errors).toEqual([]);
  expect((await time.pass(() => stack.preview(program(...tables)))).changes).toEqual([]);
  const sent = clouds
    .requests()
    .slice(before)
    .map(({ operationId }) => operationId);
  return sent.filter((operation) => operation === change || operation === stop);
}

it("waits for the change of tables that an interrupted run has begun", async () => {
  expect(await afterInterruption("orders", "customers")).toEqual([]);
});

it("stops the change of tables that an interrupted run has begun, when the program wants others by now", async () => {
  expect(await afterInterruption("orders", "articles")).toEqual([stop, change]);
});
