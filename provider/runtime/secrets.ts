import { z } from "zod";
import { isRecord } from "./path.ts";
import type { Definition } from "./resource.ts";
import { traitsOf, unwrap } from "./traits.ts";
import { inputShape } from "./validate.ts";

/**
 * Every secret that this process has met. One call may serve several resources, so what is said to one of them may hold
 * another one's secret.
 */
const met = new Set<string>();
let pattern: RegExp | undefined;

/** Remembers the secrets that these inputs or outputs hold, so that no text tells them from now on. */
export function keepSecret<Cloud>(definition: Definition<Cloud>, ...values: Readonly<Record<string, unknown>>[]): void {
  const shape = { ...definition.outputs, ...inputShape(definition) };
  const before = met.size;
  for (const [key, schema] of Object.entries(shape)) {
    for (const some of values) {
      for (const secret of secretsIn(schema as z.ZodType, some[key])) {
        for (const spelling of spellings(secret)) met.add(spelling);
      }
    }
  }
  if (met.size > before) pattern = undefined;
}

/** The text without any secret that this process has met. */
export function redact(text: string): string {
  if (met.size === 0) return text;
  pattern ??= new RegExp(
    longestFirst([...met])
      .map(literally)
      .join("|"),
    "g",
  );
  return text.replaceAll(pattern, "[secret]");
}

function longestFirst(texts: string[]): string[] {
  return texts.sort((one, other) => other.length - one.length);
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
