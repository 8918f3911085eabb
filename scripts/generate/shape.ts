import type { Schema } from "./document.ts";

/** The name of the type that keeps lists of values open. */
export const openText = "AnyText";

/** What a type cannot say: rules between properties, formats, and what is there for people and tools only. */
const untypable = new Set([
  ...["if", "then", "else", "not", "dependentRequired", "dependentSchemas", "patternProperties", "propertyNames"],
  ...["format", "title", "example", "examples", "default", "unevaluatedProperties", "contains"],
]);
const combinators = ["allOf", "anyOf", "oneOf"] as const;

/**
 * The part of a schema that types can state. Lists of texts stay open (`"a" | "b" | AnyText`), because the vendor adds
 * values and a new one must not be a problem.
 */
export function shapeOf(schema: Schema): Schema {
  const shape = Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !untypable.has(keyword) && !keyword.startsWith("x-"))
      .map(([keyword, value]) => [keyword, shapeOfKeyword(keyword, value)]),
  );
  for (const combinator of combinators) {
    const members = shape[combinator] as Schema[] | undefined;
    if (members && !members.every(saysShape)) {
      const left = combinator === "allOf" ? members.filter(saysShape) : [];
      delete shape[combinator];
      if (left.length > 0) shape[combinator] = left;
    }
  }
  return openEnum(shape);
}

function shapeOfKeyword(keyword: string, value: unknown): unknown {
  if (keyword === "properties") return mapValues(value as Record<string, Schema>, shapeOf);
  if (combinators.some((combinator) => combinator === keyword)) return (value as Schema[]).map(shapeOf);
  if (keyword === "items" || keyword === "additionalProperties")
    return value === false ? false : shapeOf(value as Schema);
  return value;
}

function saysShape(schema: Schema): boolean {
  if (["$ref", "type", "items", "enum", "const", ...combinators].some((keyword) => keyword in schema)) return true;
  return Object.values((schema.properties ?? {}) as Record<string, Schema>).some(saysShape);
}

function openEnum({ enum: values, ...rest }: Schema): Schema {
  if (!Array.isArray(values)) return rest;
  if (values.length < 2 || !values.every((value) => typeof value === "string" || value === null))
    return { ...rest, enum: values };
  const { type, ...description } = rest;
  return { ...description, anyOf: [{ enum: values, type }, { $ref: `#/components/schemas/${openText}` }] };
}

export const mapValues = <From, To>(object: Readonly<Record<string, From>>, map: (value: From) => To) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
