import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { contractOf } from "../../../../simulator/validation.ts";

interface Operation {
  operationId: string;
  requestBody?: {
    content: { "application/json"?: { example?: unknown; examples?: Record<string, { value: unknown }> } };
  };
}

const names = ["clickhouse-cloud", "gaussdb-mysql"] as const;

const fileOf = (name: string) => fileURLToPath(new URL(`../../../../spec/${name}.yaml`, import.meta.url));

/** The example bodies of a document, with the operation and path of each. */
function examplesOf(name: string) {
  const { paths } = parse(readFileSync(fileOf(name), "utf8")) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { operationId, requestBody }]) => {
      const media = requestBody?.content["application/json"];
      const bodies = [media?.example, ...Object.values(media?.examples ?? {}).map(({ value }) => value)];
      return bodies.filter((body) => body !== undefined).map((body) => ({ method, path, operationId, body }));
    }),
  );
}

const requestTo = (method: string, path: string) => ({
  method: method.toUpperCase(),
  target: path,
  path,
  query: {},
  headers: {},
  body: new Uint8Array(),
});

describe.each(names)("the document %s", (name) => {
  const contract = contractOf(fileOf(name));
  const examples = examplesOf(name);

  it("allows the bodies that it gives as examples", () => {
    const refused = examples.flatMap(({ operationId, method, path, body }) => {
      const problems = contract.requestProblems(operationId, requestTo(method, path), body);
      const ofBody = problems.filter((problem) => problem.path.startsWith("requestBody"));
      return ofBody.map(({ path: field, message }) => `${operationId}: ${field} ${message}`);
    });

    expect(examples.length).toBeGreaterThan(20);
    expect(refused).toEqual([]);
  });

  it("refuses an unknown field at every depth of them", () => {
    const open = examples.flatMap(({ operationId, method, path, body }) =>
      objectsIn(body)
        .filter((field) => {
          const changed = structuredClone(body);
          Object.assign(
            field.reduce<object>((node, key) => node[key as never], changed as object),
            { zzz: "zzz" },
          );
          const problems = contract.requestProblems(operationId, requestTo(method, path), changed);
          return !problems.some((problem) => problem.path.startsWith("requestBody"));
        })
        .map((field) => `${operationId} ${field.join("/")}`),
    );

    expect([...new Set(open)].sort()).toEqual(openMaps[name]);
  });
});

/** Maps whose keys are the user's own. */
const openMaps: Record<(typeof names)[number], string[]> = {
  "clickhouse-cloud": ["updateClickHouseSettings settings"],
  "gaussdb-mysql": [
    "createParameterTemplate parameter_values",
    "updateInstanceParameters parameter_values",
    "updateParameterTemplate parameter_values",
  ],
};

/** The paths of all objects in a value. */
function objectsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, item]) => objectsIn(item, [...path, key]));
  return Array.isArray(value) ? inner : [path, ...inner];
}
