import { z } from "zod";
import { isRecord } from "./path.ts";
import { unwrap } from "./traits.ts";

/** Of a union, the member that a value is meant to be: the one that knows most of its keys, then the one it fits. */
export function member(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  const bare = unwrap(schema);
  if (!(bare instanceof z.ZodUnion)) return bare;
  const [nearest] = bare.options
    .map((option) => ({ option, misfits: misfits(option, value) }))
    .sort((one, other) => one.misfits - other.misfits);
  return nearest ? member(nearest.option, value) : bare;
}

/** How much speaks against it that a value is of this schema; what is missing in it says little. */
function misfits(schema: z.core.$ZodType, value: unknown): number {
  const fits = z.safeParse(schema, value).success ? 0 : 0.5;
  const bare = unwrap(schema);
  if (!(bare instanceof z.ZodObject)) return fits + (isRecord(value) && !(bare instanceof z.ZodRecord) ? 100 : 0);
  if (!isRecord(value)) return fits + 100;
  const strange = Object.keys(value).filter((key) => {
    const property = bare.shape[key];
    return property === undefined || !matchesLiteral(property, value[key]);
  });
  return fits + strange.length;
}

function matchesLiteral(schema: z.core.$ZodType, value: unknown): boolean {
  const bare = unwrap(schema);
  return !(bare instanceof z.ZodLiteral) || z.safeParse(bare, value).success;
}
