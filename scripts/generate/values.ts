import { compile } from "json-schema-to-typescript";
import { z } from "zod";
import { traitsOf } from "../../provider/runtime/traits.ts";

export type Shape = Readonly<Record<string, z.ZodType>>;
type JsonSchema = z.core.JSONSchema.BaseSchema & { tsType?: string };

/** A plain interface of these values as the program gives them, or as the cloud answers them, with every description. */
export function interfaceOf(name: string, shape: Shape, io: "input" | "output"): Promise<string> {
  return compile(jsonSchema(shape, io) as Parameters<typeof compile>[0], name, {
    additionalProperties: false,
    bannerComment: "",
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
  });
}

function jsonSchema(shape: Shape, io: "input" | "output"): JsonSchema {
  return z.toJSONSchema(z.object(shape), {
    io,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      keepOpen(jsonSchema);
      if (traitsOf(zodSchema).fixed) jsonSchema.description = replacing(jsonSchema.description);
    },
  });
}

/** The inputs with what a program must know of each: that a change of a fixed one replaces the resource. */
export function withReplacements(inputs: Shape, fixed: Shape): Shape {
  const told = Object.entries(inputs).map(([key, schema]) => {
    const { atCreation, option } = traitsOf(schema);
    const replaces = key in fixed && !atCreation && !option;
    return [key, replaces ? schema.describe(replacing(schema.description)) : schema] as const;
  });
  return Object.fromEntries(told);
}

/** The outputs; one that is an input too is described there. */
export function withDescriptions(outputs: Shape, inputs: Shape): Shape {
  const told = Object.entries(outputs).map(([key, schema]) => {
    const description = schema.description ?? inputs[key]?.description;
    return [key, description === undefined ? schema : schema.describe(description)] as const;
  });
  return Object.fromEntries(told);
}

function replacing(description = ""): string {
  const note = "A change replaces the resource.";
  return description.endsWith(note) ? description : `${description} ${note}`.trim();
}

/** Whether an input may be left out and has a value all the same: a default or a generated name. */
export function isSettled(schema: z.ZodType): boolean {
  return schema instanceof z.ZodDefault || traitsOf(schema).autonamed !== undefined;
}

/** Examples are the values of a list that the vendor may extend. */
function keepOpen(schema: JsonSchema): void {
  const values = schema.examples;
  if (schema.type !== "string" || !Array.isArray(values)) return;
  schema.tsType = [...values.map((value) => JSON.stringify(value)), "(string & {})"].join(" | ");
}
