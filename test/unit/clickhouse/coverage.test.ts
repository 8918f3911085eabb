import { expect, test } from "vitest";
import { operations } from "../../../provider/clickhouse/api.gen.ts";
import { functions } from "../../../provider/clickhouse/functions.ts";
import { operationsInLives } from "../called-operations.ts";

/** What the vendor has moved elsewhere; the simulated cloud answers that it is gone. */
const moved = ["updateCdcScaling"];

test("every change that ClickHouse Cloud's API offers is made in the life of a resource or asked for by a function", async () => {
  const called = await operationsInLives("clickhouse");
  for (const { operation } of Object.values(functions)) called.add(operation);

  const changes = Object.entries(operations).filter(([, { method }]) => method !== "GET");
  expect(changes.map(([name]) => name).filter((name) => !called.has(name))).toEqual(moved);
});
