import { z } from "zod";
import { remembered } from "../http/remembered.ts";

/** What a schema says about an input or output beyond its shape. */
export interface Traits {
  /** Encrypted in the state, absent from logs and errors. */
  secret?: true;
  /** Part of an input that changes in place, but itself fixed: changing it replaces the object. */
  fixed?: true;
  /** Used once, when the object is created; a later change is no change. */
  atCreation?: true;
  /** Cannot be read back: compared with the value that was set last. */
  writeOnly?: true;
  /** Steers this provider and never reaches the cloud: a change is only recorded. */
  option?: true;
  /** The program may leave it out: the name is then made from the resource's logical name. */
  autonamed?: NameRule;
  /** An array whose order means nothing; the elements are told apart by this key, or by their whole value. */
  unordered?: { by: string } | true;
  /** A map of which only the keys that the program sets are managed. */
  someKeys?: true;
  /** The vendor's default: taken when the program takes the input out again. */
  fallback?: { value: unknown };
  /** The form in which two spellings of one value are equal. */
  canonical?: (value: unknown) => unknown;
  /** An output that never changes once the object exists, or only together with one of these inputs. */
  stable?: { unless: readonly string[] };
}

/** What the cloud allows in a name. */
export interface NameRule {
  readonly maxLength: number;
  /** Characters that are not allowed in it, as a regular expression; they are left out. */
  readonly forbidden: string;
  /** Between the logical name and the 7 hex digits. Default `-`. */
  readonly separator?: string;
  /** Put before a name whose first character is not a letter. */
  readonly letterFirst?: string;
}

const registry = z.registry<Traits>();

/** All traits of a schema, those of the schemas that it wraps (`optional`, `default`) included. */
export const traitsOf: (schema: z.core.$ZodType) => Traits = remembered((schema) => {
  const wrapped = inner(schema);
  return { ...(wrapped ? traitsOf(wrapped) : {}), ...registry.get(schema) };
});

/** The schema without `optional`, `default` and `nullable` around it. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped = inner(schema);
  return wrapped ? unwrap(wrapped) : schema;
}

function inner(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return schema.unwrap();
  }
  return undefined;
}

/** A copy, because traits belong to one use of a schema; zod's copies inherit what the original has. */
function mark<T extends z.ZodType>(schema: T, traits: Traits): T {
  const marked = schema.meta({}) as T;
  registry.add(marked, traits);
  return marked;
}

/** Encrypted in the state, absent from logs and errors. */
export const secret = <T extends z.ZodType>(schema: T): T => mark(schema, { secret: true });

/** Fixed, though it is part of an input that changes in place. */
export const fixed = <T extends z.ZodType>(schema: T): T => mark(schema, { fixed: true });

/** Used once, at creation; not compared afterwards. */
export const atCreation = <T extends z.ZodType>(schema: T): T => mark(schema, { atCreation: true });

/** Cannot be read back; compared with what was set last. */
export const writeOnly = <T extends z.ZodType>(schema: T): T => mark(schema, { writeOnly: true });

/** Steers this provider only. */
export const option = <T extends z.ZodType>(schema: T): T => mark(schema, { option: true });

/** The program may leave it out; the name is then the logical name and 7 hex digits. */
export const autonamed = <T extends z.ZodType>(schema: T, rule: NameRule): T => mark(schema, { autonamed: rule });

/** An array whose order means nothing. */
export const unordered = <T extends z.ZodType>(schema: T, by?: string): T =>
  mark(schema, { unordered: by === undefined ? true : { by } });

/** A map of which only the declared keys are managed. */
export const someKeys = <T extends z.ZodType>(schema: T): T => mark(schema, { someKeys: true });

/** Goes back to this value, the vendor's default, when the program takes the input out. */
export const fallback = <T extends z.ZodType>(schema: T, value: z.output<T>): T =>
  mark(schema, { fallback: { value } });

/** Compared in this form, because the vendor respells the value. */
export const canonical = <T extends z.ZodType>(schema: T, form: (value: unknown) => unknown): T =>
  mark(schema, { canonical: form });

/** An output that stays known in the preview of an update, unless one of these inputs changes. */
export const stable = <T extends z.ZodType>(schema: T, ...unless: string[]): T => mark(schema, { stable: { unless } });

/** An enumeration that the vendor may extend: the editor offers the values, any other text is accepted too. */
export function open<const T extends readonly [string, ...string[]]>(values: T): z.ZodType<T[number] | (string & {})> {
  return z.string().meta({ examples: [...values] }) as unknown as z.ZodType<T[number] | (string & {})>;
}
