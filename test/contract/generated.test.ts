import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { operations as clickhouse } from "../../provider/clickhouse/api.gen.ts";
import { operations as gaussdb } from "../../provider/gaussdb/api.gen.ts";
import type { OperationCall } from "../../provider/http/operation-table.ts";

interface Documented {
  operationId: string;
  parameters?: { in?: string; name?: string; $ref?: string }[];
}
interface Document {
  paths: Record<string, Record<string, Documented>>;
  components: { parameters?: Record<string, { in: string; name: string }> };
}

const clouds: { name: string; table: Readonly<Record<string, OperationCall>>; file: string }[] = [
  { name: "ClickHouse Cloud", table: clickhouse, file: "spec/clickhouse-cloud.yaml" },
  { name: "GaussDB(for MySQL)", table: gaussdb, file: "spec/gaussdb-mysql.yaml" },
];

describe.each(clouds)("the operations of $name", ({ table, file }) => {
  const document: Document = parse(readFileSync(file, "utf8"));
  const documented = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

  it("hold every operationId of the document exactly once", () => {
    const ids = documented.map(({ operation }) => operation.operationId);

    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(table).sort()).toEqual(ids.sort());
  });

  it("are called by the document's method and path", () => {
    const calls = documented.map(({ operation, method, path }) => [operation.operationId, { method, path }]);

    expect(table).toMatchObject(Object.fromEntries(calls));
  });

  it("declare each parameter that stands in their path", () => {
    for (const { path, operation } of documented) {
      const declared = (operation.parameters ?? [])
        .map(({ $ref, ...own }) => ($ref ? document.components.parameters?.[$ref.split("/").at(-1) ?? ""] : own))
        .filter((parameter) => parameter?.in === "path")
        .map((parameter) => parameter?.name);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

      expect(declared.sort(), operation.operationId).toEqual(inPath.sort());
    }
  });

  it("may be repeated when they only read or delete", () => {
    const calls = Object.entries(table).filter(([, { method }]) => method === "GET" || method === "DELETE");

    expect(calls.filter(([, { repeatable }]) => !repeatable)).toEqual([]);
  });

  it("are not repeated when they create", () => {
    const calls = Object.entries(table).filter(([id, { method }]) => method === "POST" && /^(create|copy)/.test(id));

    expect(calls.filter(([, { repeatable }]) => repeatable)).toEqual([]);
  });
});
