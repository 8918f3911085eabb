import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { plain, spellingOf } from "../../../provider/gaussdb/functions/spelling.ts";
import { functions } from "../../../provider/gaussdb/functions.ts";
import { resultOf } from "../../../scripts/generate/api.ts";
import { readDocument, type Schema } from "../../../scripts/generate/document.ts";
import { plainSchema } from "../../../scripts/generate/queries.ts";
import { shapeOf } from "../../../scripts/generate/shape.ts";

const { operations, schemas } = await readDocument("spec/gaussdb-mysql.yaml");
const queries = Object.values(functions).map(({ operation }) => operation as string);
const documented = (operation: string) => {
  const found = operations.find(({ operationId }) => operationId === operation);
  if (!found) throw new Error(`There is no ${operation}.`);
  return found;
};

/** What the functions answer, as a schema without patterns: these are for the vendor to keep. */
const answerOf = (operation: string) => plainSchema(operation, resultOf(documented(operation)) ?? {}, schemas);
const ajv = new Ajv2020({ strict: false });

function examplesOf(operation: string): unknown[] {
  const contents = Object.values(documented(operation).responses).map(({ content }) => content?.["application/json"]);
  return contents.flatMap((content) => {
    const { examples = {}, example } = (content ?? {}) as {
      examples?: Record<string, { value: unknown }>;
      example?: unknown;
    };
    return [...Object.values(examples).map(({ value }) => value), ...(example === undefined ? [] : [example])];
  });
}

/** Every field below a schema: its path, and its schema. */
function fieldsIn(schema: Schema, path = ""): [string, Schema][] {
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema as Record<string, never>;
  const named = Object.entries(properties as Record<string, Schema>);
  const inside = [items ?? [], anyOf, oneOf, allOf].flat().flatMap((part) => fieldsIn(part, path));
  return [
    ...named.flatMap(([name, field]): [string, Schema][] => [
      [`${path}.${name}`, field],
      ...fieldsIn(field, `${path}.${name}`),
    ]),
    ...inside,
  ];
}

/** The numbers and switches below a schema of the document. */
function vendorFieldsIn(schema: Schema): [string, unknown][] {
  const { $ref, properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema as Record<string, never>;
  if (typeof $ref === "string") return vendorFieldsIn(schemas[($ref as string).split("/").at(-1) ?? ""] ?? {});
  const named = Object.entries(properties as Record<string, Schema>);
  const own = named.map(([name, field]): [string, unknown] => [name, [typeOf(field)].flat()]);
  return [
    ...own.filter(([, types]) => ["integer", "number", "boolean"].some((type) => (types as unknown[]).includes(type))),
    ...named.flatMap(([, field]) => vendorFieldsIn(field)),
    ...[items ?? [], anyOf, oneOf, allOf].flat().flatMap(vendorFieldsIn),
  ];
}

function typeOf({ $ref, type }: Schema): unknown {
  return typeof $ref === "string" ? typeOf(schemas[$ref.split("/").at(-1) ?? ""] ?? {}) : type;
}

describe("what a query of GaussDB answers", () => {
  it.each(queries)("%s: the examples of the document are read into its types", (operation) => {
    const validate = ajv.compile({
      ...shapeOf(answerOf(operation)),
      components: { schemas: { AnyText: { type: "string" } } },
    });
    const examples = examplesOf(operation).filter((example) => !Object.hasOwn(example as object, "error_code"));

    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      validate(plain(operation, example));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it("has one type for each thing, and never null", () => {
    const all = queries.flatMap((operation) =>
      fieldsIn(answerOf(operation)).map(([path, field]) => ({ path: operation + path, field })),
    );

    expect(all.length).toBeGreaterThan(500);
    expect(
      all.filter(
        ({ field: { type, anyOf, oneOf } }) => Array.isArray(type) || anyOf !== undefined || oneOf !== undefined,
      ),
    ).toEqual([]);
    expect(all.filter(({ path }) => path.includes("_")).map(({ path }) => path)).toEqual([]);
  });

  it("has one type for a field, whichever query tells it", () => {
    const types = new Map<string, Set<string>>();
    for (const operation of queries) {
      for (const [path, { type }] of fieldsIn(answerOf(operation))) {
        const name = path.split(".").at(-1) ?? "";
        types.set(name, (types.get(name) ?? new Set()).add(String(type)));
      }
    }

    const several = [...types].filter(([, found]) => found.size > 1).map(([name]) => name);
    // These have the name in common, and nothing else.
    expect(several.sort()).toEqual([
      "configurations",
      "parameterValues",
      "period",
      "result",
      "status",
      "users",
      "volume",
    ]);
  });

  it("is read as a number or a switch where the document says so, in whatever form it comes", () => {
    const numbersAndSwitches = queries.flatMap((operation) =>
      vendorFieldsIn(resultOf(documented(operation)) ?? {}).map(([field, type]) => ({ operation, field, type })),
    );

    const asTheyCome = numbersAndSwitches.filter(({ operation, field }) => spellingOf(operation, field) === undefined);
    expect([...new Set(asTheyCome.map(({ field }) => field))]).toEqual([]);
  });
});
