import { z } from "zod";
import { member } from "./member.ts";
import { isRecord } from "./path.ts";

/** A value with the defaults of whatever is left out in it, at any depth. */
export function withDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === undefined) return schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
  const bare = member(schema, value);
  if (bare instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => withDefaults(bare.element, item));
  if (!(bare instanceof z.ZodObject) || !isRecord(value)) return value;
  const filled = Object.entries(bare.shape).flatMap(([key, part]) => {
    const own = Object.hasOwn(value, key) ? value[key] : undefined;
    const settled = withDefaults(part, own);
    return settled === own ? [] : [[key, settled] as const];
  });
  return filled.length === 0 ? value : { ...value, ...Object.fromEntries(filled) };
}
