import fc from "fast-check";
import { z } from "zod";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { unwrap } from "../../../provider/runtime/traits.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { inputShape } from "../../../provider/runtime/validate.ts";

type Props = Record<string, unknown>;
type Kind = Pick<Definition<never>, "token" | "inputs" | "aspects">;

/** Inputs that the schema of a kind accepts; its rules may refuse them. */
export function inputsOf(kind: Kind): fc.Arbitrary<Props> {
  const { adopt: _, ...shape } = inputShape(kind);
  return valuesOf(z.object(shape)) as fc.Arbitrary<Props>;
}

/** Values that a schema accepts. */
export function valuesOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const bare = unwrap(schema);
  return candidates(bare).filter((value) => z.safeParse(bare, value).success);
}

function candidates(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) return objects(schema);
  if (schema instanceof z.ZodArray) return fc.array(valuesOf(schema.element), { maxLength: 4 });
  if (schema instanceof z.ZodRecord) {
    return fc.dictionary(valuesOf(schema.keyType) as fc.Arbitrary<string>, valuesOf(schema.valueType), {
      maxKeys: 4,
      noNullPrototype: true,
    });
  }
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(valuesOf));
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return numbers(schema);
  if (schema._zod.def.type === "string") return texts(schema);
  if (schema instanceof z.ZodUnknown) return fc.jsonValue();
  throw new Error(`No values are known for a schema of type ${schema._zod.def.type}.`);
}

function objects({ shape }: z.ZodObject): fc.Arbitrary<unknown> {
  const requiredKeys = Object.keys(shape).filter((key) => !z.safeParse(shape[key] as z.ZodType, undefined).success);
  const values = Object.entries(shape).map(([key, property]) => [key, valuesOf(property)] as const);
  return fc.record(Object.fromEntries(values), { requiredKeys, noNullPrototype: true });
}

function numbers(schema: z.core.$ZodType): fc.Arbitrary<number> {
  const { type, minimum = -1e9, maximum = 1e9, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds(schema);
  const min = Math.max(minimum, exclusiveMinimum ?? -1e9, -1e9);
  const max = Math.min(maximum, exclusiveMaximum ?? 1e9, 1e9);
  const step = multipleOf ?? 1;
  const whole = fc.integer({ min: Math.ceil(min / step), max: Math.floor(max / step) }).map((count) => count * step);
  return type === "integer" || multipleOf ? whole : fc.oneof(whole, fc.double({ min, max, noNaN: true }));
}

/** `z.string()` and its likes, such as `z.ipv4()`. */
function texts(schema: z.core.$ZodType): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 30 + minLength } = bounds(schema);
  if (format === "ipv4") return fc.ipV4();
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (pattern) return fc.stringMatching(new RegExp(pattern), { size: minLength > 10 ? "medium" : "small" });
  return fc.string({ minLength, maxLength: Math.min(maxLength, 30 + minLength) });
}

/** What a schema says about the values of a number or text. */
function bounds(schema: z.core.$ZodType): Bounds {
  return z.toJSONSchema(schema) as Bounds;
}

interface Bounds {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

type Step = string | number;

/** The value with other values in some places, at any depth. */
export function alteredIn<T>(value: T, replacement: fc.Arbitrary<unknown>): fc.Arbitrary<T> {
  const places = placesIn(value);
  return fc
    .record({ chosen: fc.subarray(places), values: fc.array(replacement, { minLength: 1, maxLength: 5 }) })
    .map(({ chosen, values }) =>
      chosen.reduce<unknown>((whole, place, index) => withAt(whole, place, values[index % values.length]), value),
    ) as fc.Arbitrary<T>;
}

/** The value with unknowns in some places, at any depth. */
export function partlyUnknown<T>(value: T): fc.Arbitrary<T> {
  return alteredIn(value, fc.constant(unknown));
}

function placesIn(value: unknown): Step[][] {
  if (typeof value !== "object" || value === null) return [];
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) => [[step], ...placesIn((value as Props)[step]).map((place) => [step, ...place])]);
}

/** Places that are not there any more, because something above them was replaced, stay out. */
function withAt(value: unknown, [step, ...rest]: Step[], replacement: unknown): unknown {
  if (step === undefined) return replacement;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return value;
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? withAt(item, rest, replacement) : item));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? withAt(item, rest, replacement) : item]),
  );
}

/** Whether Pulumi's protocol can carry it as it is. */
export function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (Array.isArray(value)) return value.every(isJson);
  return (
    typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson)
  );
}
