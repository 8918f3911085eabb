import { z } from "zod";
import { longestFirst, spellings } from "../http/redact.ts";
import { remembered } from "../http/remembered.ts";
import { isRecord, pick } from "./path.ts";
import type { Definition, Shape } from "./resource.ts";
import { traitsOf, unwrap } from "./traits.ts";
import { inputSchema, inputShape } from "./validate.ts";

/**
 * Every secret that this process has met. One call may serve several resources, so what is said to one of them may hold
 * another one's secret.
 */
const met = new Set<string>();
let pattern: RegExp | undefined;

/** Remembers the secrets that these inputs or outputs hold, so that no text tells them from now on. */
export function keepSecret<Cloud>(definition: Definition<Cloud>, ...values: Readonly<Record<string, unknown>>[]): void {
  const before = met.size;
  for (const [key, schema] of secretParts(definition)) {
    for (const some of values) {
      for (const secret of secretsIn(schema, some[key])) {
        for (const spelling of spellings(secret)) met.add(spelling);
      }
    }
  }
  if (met.size > before) pattern = undefined;
}

/** The inputs and outputs of a kind in which something is secret. */
const secretParts = remembered((kind: Parameters<typeof inputShape>[0] & { readonly outputs: Shape }) =>
  Object.entries<z.core.$ZodType>({ ...kind.outputs, ...inputShape(kind) }).filter(([, schema]) => holdsSecret(schema)),
);

function holdsSecret(schema: z.core.$ZodType): boolean {
  if (traitsOf(schema).secret) return true;
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) return Object.values(bare.shape).some(holdsSecret);
  if (bare instanceof z.ZodUnion) return bare.options.some(holdsSecret);
  if (bare instanceof z.ZodArray) return holdsSecret(bare.element);
  return bare instanceof z.ZodRecord && holdsSecret(bare.valueType);
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

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** The inputs without whatever is secret in them. */
export function withoutSecrets<Cloud>(
  definition: Definition<Cloud>,
  inputs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kept = replaced(inputSchema(definition), inputs, () => undefined);
  return pick(kept as Record<string, unknown>, Object.keys(inputShape(definition)));
}

/** Every text below a schema that is marked as secret. Very short ones would only garble messages. */
function secretsIn(schema: z.core.$ZodType, value: unknown): string[] {
  const found: unknown[] = [];
  replaced(schema, value, (secret) => {
    found.push(secret);
    return secret;
  });
  return found.flatMap(leaves).filter((leaf) => leaf.length >= 4);
}

/** The value with something else in place of each part that the schema, or any member of a union, marks as secret. */
function replaced(schema: z.core.$ZodType, value: unknown, by: (secret: unknown) => unknown): unknown {
  if (value === undefined) return undefined;
  if (traitsOf(schema).secret) return by(value);
  const bare = unwrap(schema);
  if (bare instanceof z.ZodUnion) {
    return bare.options.reduce<unknown>((part, option) => replaced(option, part, by), value);
  }
  if (bare instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => replaced(bare.element, item, by));
  if (!isRecord(value)) return value;
  const schemaOf = (key: string) => {
    if (bare instanceof z.ZodRecord) return bare.valueType;
    return bare instanceof z.ZodObject && Object.hasOwn(bare.shape, key) ? bare.shape[key] : undefined;
  };
  const parts = Object.entries(value).map(([key, part]) => {
    const own = schemaOf(key);
    return [key, own ? replaced(own, part, by) : part];
  });
  return Object.fromEntries(parts);
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}
