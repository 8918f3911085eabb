import { expect, test } from "vitest";
import { operations } from "../../../../provider/gaussdb/api.gen.ts";
import { functions } from "../../../../provider/gaussdb/functions.ts";

// A preview runs them too.
test("no function changes anything in the cloud", () => {
  const called = Object.values(functions).map(({ operation }) => operation);

  // The reference asks these by POST. It does so with the checks of replications too, which leave something behind.
  expect(called.filter((operation) => operations[operation].method !== "GET")).toEqual([
    "checkResource",
    "compareParameterTemplates",
    "listSlowLogDetails",
    "listErrorLogDetails",
    "checkStarRocksResource",
    "listClickHouseSlowLogs",
  ]);
});
