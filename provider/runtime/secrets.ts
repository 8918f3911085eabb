import { z } from "zod";
import { isRecord } from "./path.ts";
import type { Definition } from "./resource.ts";
import { traitsOf, unwrap } from "./traits.ts";
import { inputShape } from "./validate.ts";

/** The text without any of the secrets that these inputs or outputs hold. */
export function redact<Cloud>(
  definition: Definition<Cloud>,
  values: Readonly<Record<string, unknown>>,
  text: string,
): string {
  const shape = { ...definition.outputs, ...inputShape(definition) };
  const secrets = Object.entries(shape).flatMap(([key, schema]) => secretsIn(schema as z.ZodType, values[key]));
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, "[secret]"), text);
}

/** Every text below a schema that is marked as secret. Very short ones would only garble messages. */
function secretsIn(schema: z.core.$ZodType, value: unknown): string[] {
  if (traitsOf(schema).secret) return leaves(value).filter((leaf) => leaf.length >= 4);
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject && isRecord(value)) {
    return Object.entries(bare.shape).flatMap(([key, part]) => secretsIn(part, value[key]));
  }
  if (bare instanceof z.ZodArray && Array.isArray(value)) return value.flatMap((item) => secretsIn(bare.element, item));
  return [];
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}
