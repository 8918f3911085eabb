import { z } from "zod";
import { isRecord } from "./path.ts";
import type { Definition } from "./resource.ts";
import { traitsOf, unwrap } from "./traits.ts";
import { inputShape } from "./validate.ts";

/** The text without any of the secrets that these inputs or outputs hold. */
export function redact<Cloud>(
  definition: Definition<Cloud>,
  text: string,
  ...values: Readonly<Record<string, unknown>>[]
): string {
  const shape = { ...definition.outputs, ...inputShape(definition) };
  const secrets = Object.entries(shape)
    .flatMap(([key, schema]) => values.flatMap((some) => secretsIn(schema as z.ZodType, some[key])))
    .flatMap(spellings)
    .sort((one, other) => other.length - one.length);
  if (secrets.length === 0) return text;
  return text.replaceAll(new RegExp(secrets.map(literally).join("|"), "g"), "[secret]");
}

/** A text as it stands in messages, in JSON and in an address. */
function spellings(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Every text below a schema that is marked as secret. Very short ones would only garble messages. */
function secretsIn(schema: z.core.$ZodType, value: unknown): string[] {
  if (traitsOf(schema).secret) return leaves(value).filter((leaf) => leaf.length >= 4);
  const bare = unwrap(schema);
  if (bare instanceof z.ZodUnion) return bare.options.flatMap((option) => secretsIn(option, value));
  if (bare instanceof z.ZodRecord && isRecord(value)) {
    return Object.values(value).flatMap((item) => secretsIn(bare.valueType, item));
  }
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
