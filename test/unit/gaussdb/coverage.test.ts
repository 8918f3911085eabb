import { expect, test } from "vitest";
import { operations } from "../../../provider/gaussdb/api.gen.ts";
import { functions } from "../../../provider/gaussdb/functions.ts";
import { operationsInLives } from "../called-operations.ts";

/** The lives do not take out, lessen, copy or go back: the resources do that end to end and in their own tests. */
const elsewhere = [
  "unbindPublicIp",
  "copyParameterTemplate",
  "copyInstanceParameterTemplate",
  "reduceProxyNodes",
  "setProxyRouteMode",
  "updateProxyConfigurations",
  "resumeStarRocksReplication",
  "stopClickHouseReplicationConfigUpdate",
];

test("every change that GaussDB's API offers is made in the life of a resource or asked for by a function", async () => {
  const called = await operationsInLives("gaussdb");
  for (const { operation } of Object.values(functions)) called.add(operation);

  const changes = Object.entries(operations).filter(([, { method }]) => method !== "GET");
  expect(changes.map(([name]) => name).filter((name) => !called.has(name))).toEqual(elsewhere);
});
