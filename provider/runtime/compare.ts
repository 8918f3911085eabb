import { z } from "zod";
import { isRecord, join } from "./path.ts";
import { traitsOf, unwrap } from "./traits.ts";
import { unknown } from "./unknown.ts";

/** One place where what the program wants and what there is differ. */
export interface Difference {
  readonly path: string;
  readonly kind: "add" | "update" | "delete";
  /** The value cannot change in place. */
  readonly fixed?: true;
}

/**
 * Where `wanted` differs from `live`. What is not wanted is not compared, at any depth of objects; an unknown value
 * always differs; respelled values do not.
 */
export function differences(schema: z.core.$ZodType, wanted: unknown, live: unknown, path: string): Difference[] {
  const traits = traitsOf(schema);
  if (wanted === undefined || wanted === null || traits.atCreation) return [];
  const found = compare(schema, wanted, live, path);
  return traits.fixed ? found.map((difference) => ({ ...difference, fixed: true })) : found;
}

function compare(schema: z.core.$ZodType, wanted: unknown, live: unknown, path: string): Difference[] {
  if (wanted === unknown) return [{ path, kind: isEmpty(live) ? "add" : "update" }];
  const traits = traitsOf(schema);
  if (traits.canonical)
    return scalar(traits.canonical(wanted), live === undefined ? live : traits.canonical(live), path);
  const bare = variant(unwrap(schema), wanted);
  if (bare instanceof z.ZodObject && isRecord(wanted)) return inObject(bare, wanted, live, path);
  if (bare instanceof z.ZodRecord && isRecord(wanted)) return inMap(bare.valueType as z.ZodType, wanted, live, path);
  if (bare instanceof z.ZodArray && Array.isArray(wanted)) {
    const items = Array.isArray(live) ? live : [];
    if (traits.unordered) return inSet(bare.element, wanted, items, traits.unordered, path);
    return inList(bare.element, wanted, items, path);
  }
  return scalar(wanted, live, path);
}

/** Of a union, the member that the value belongs to. */
function variant(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (!(schema instanceof z.ZodUnion)) return schema;
  const member = schema.options.find((option) => z.safeParse(option, value).success);
  return member ? unwrap(member) : schema;
}

function inObject(schema: z.ZodObject, wanted: Record<string, unknown>, live: unknown, path: string): Difference[] {
  const there = isRecord(live) ? live : {};
  return Object.entries(schema.shape).flatMap(([key, property]) =>
    differences(property, wanted[key], there[key], join(path, key)),
  );
}

function inMap(value: z.core.$ZodType, wanted: Record<string, unknown>, live: unknown, path: string): Difference[] {
  const there = isRecord(live) ? live : {};
  const removed = Object.keys(there).filter((key) => !Object.hasOwn(wanted, key));
  return [
    ...Object.keys(wanted).flatMap((key) => differences(value, wanted[key], there[key], join(path, key))),
    ...removed.map((key): Difference => ({ path: join(path, key), kind: "delete" })),
  ];
}

function inList(element: z.core.$ZodType, wanted: unknown[], live: unknown[], path: string): Difference[] {
  const removed = live.slice(wanted.length);
  return [
    ...wanted.flatMap((item, index) => differences(element, item, live[index], join(path, index))),
    ...removed.map((_, index): Difference => ({ path: join(path, wanted.length + index), kind: "delete" })),
  ];
}

function inSet(
  element: z.core.$ZodType,
  wanted: unknown[],
  live: unknown[],
  identity: { by: string } | true,
  path: string,
): Difference[] {
  const same = (one: unknown, other: unknown) => isSameItem(element, identity, one, other);
  const rest = [...live];
  const changed = wanted.flatMap((item, index) => {
    const found = rest.findIndex((candidate) => same(item, candidate));
    const [match] = found < 0 ? [] : rest.splice(found, 1);
    return match === undefined
      ? [{ path: join(path, index), kind: "add" } satisfies Difference]
      : differences(element, item, match, join(path, index));
  });
  const removed = rest.map((item): Difference => ({ path: join(path, live.indexOf(item)), kind: "delete" }));
  return [...changed, ...removed];
}

/** Whether two items of an unordered list are the same one, though perhaps not equal. */
export function isSameItem(
  element: z.core.$ZodType,
  identity: { by: string } | true,
  one: unknown,
  other: unknown,
): boolean {
  const key = identity === true ? undefined : element instanceof z.ZodObject ? element.shape[identity.by] : undefined;
  if (identity === true || key === undefined) return differences(element, one, other, "").length === 0;
  return isRecord(one) && isRecord(other) && differences(key, one[identity.by], other[identity.by], "").length === 0;
}

/** Clouds send numbers and switches as text, and leave out what is empty. */
function scalar(wanted: unknown, live: unknown, path: string): Difference[] {
  if (isEmpty(wanted) && isEmpty(live)) return [];
  if (isEmpty(live)) return [{ path, kind: "add" }];
  const same =
    typeof wanted === "object" ? JSON.stringify(wanted) === JSON.stringify(live) : String(wanted) === String(live);
  return same ? [] : [{ path, kind: "update" }];
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
