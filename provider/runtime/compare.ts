import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { member } from "./member.ts";
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
  if (traits.canonical) return scalar(canonical(schema, wanted), canonical(schema, live), path);
  const bare = member(schema, wanted);
  if (bare instanceof z.ZodObject && isRecord(wanted)) return inObject(bare, wanted, live, path);
  if (bare instanceof z.ZodRecord && isRecord(wanted)) return inMap(bare.valueType as z.ZodType, wanted, live, path);
  if (bare instanceof z.ZodArray && Array.isArray(wanted)) {
    const items = Array.isArray(live) ? live : [];
    if (traits.unordered) return inSet(bare.element, wanted, items, traits.unordered, path);
    return inList(bare.element, wanted, items, path);
  }
  return scalar(wanted, live, path);
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
    ...Object.keys(wanted).flatMap((key) => entry(value, wanted[key], there, key, join(path, key))),
    ...removed.map((key): Difference => ({ path: join(path, key), kind: "delete" })),
  ];
}

/** In a map and in a list an empty value is something else than none. */
function entry(
  schema: z.core.$ZodType,
  wanted: unknown,
  there: object,
  key: string | number,
  path: string,
): Difference[] {
  return Object.hasOwn(there, key)
    ? differences(schema, wanted, (there as Record<string | number, unknown>)[key], path)
    : [{ path, kind: "add" }];
}

function inList(element: z.core.$ZodType, wanted: unknown[], live: unknown[], path: string): Difference[] {
  const removed = live.slice(wanted.length);
  return [
    ...wanted.flatMap((item, index) => entry(element, item, live, index, join(path, index))),
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
  const covers = (one: unknown, other: unknown) => differences(element, one, other, "").length === 0;
  const equals = (one: unknown, other: unknown) => covers(one, other) && covers(other, one);
  const isSame = (one: unknown, other: unknown) => isSameItem(element, identity, one, other);
  const rest = live.map((item, index) => ({ item, index }));
  const matches = new Map<number, unknown>();
  // The closest pairs first: an item with few keys would else take the place of one with more.
  for (const matching of [equals, covers, isSame]) {
    for (const [index, item] of wanted.entries()) {
      const found = matches.has(index) ? -1 : rest.findIndex((candidate) => matching(item, candidate.item));
      for (const match of found < 0 ? [] : rest.splice(found, 1)) matches.set(index, match.item);
    }
  }
  return [
    ...wanted.flatMap((item, index): Difference[] =>
      matches.has(index)
        ? differences(element, item, matches.get(index), join(path, index))
        : [{ path: join(path, index), kind: "add" }],
    ),
    ...rest.map(({ index }): Difference => ({ path: join(path, index), kind: "delete" })),
  ];
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
  const isText = [wanted, live].every((value) => typeof value !== "object");
  const same = isText ? String(wanted) === String(live) : isDeepStrictEqual(wanted, live);
  return same ? [] : [{ path, kind: "update" }];
}

/** The form to compare; an answer with an object in the place of a text has none. */
function canonical(schema: z.core.$ZodType, value: unknown): unknown {
  const isMisplaced = typeof value === "object" && !(unwrap(schema) instanceof z.ZodObject);
  return isEmpty(value) || isMisplaced ? value : traitsOf(schema).canonical?.(value);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
