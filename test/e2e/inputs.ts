import { z } from "zod";
import { definitionOf } from "../../provider/definitions.ts";
import { traitsOf, unwrap } from "../../provider/runtime/traits.ts";
import type { Arguments, Change } from "./subject.ts";

/** An input, or a part of one, that has no parts itself. */
export interface Input {
  /** For example `source.mysql.tableMappings[].targetTable`. */
  readonly path: string;
  readonly atCreation: boolean;
  /** Its change replaces the object. */
  readonly fixed: boolean;
  /** What it goes back to when the program takes it out, if it does. */
  readonly fallback?: { readonly value: unknown };
}

/** All inputs of a kind, as its definition has them. */
export async function inputsOf(token: string): Promise<readonly Input[]> {
  const { inputs, aspects } = await definitionOf(token);
  const parts = (shape: z.ZodRawShape, isFixed: (schema: z.core.$ZodType) => boolean) =>
    Object.entries(shape).flatMap(([key, schema]) => partsOf(schema, key, { fixed: isFixed(schema) }));
  const own = parts(inputs, (schema) => traitsOf(schema).option !== true);
  return [...own, ...aspects.flatMap((aspect) => parts(aspect.inputs, () => false))];
}

function partsOf(schema: z.core.$ZodType, path: string, outer: { fixed?: boolean; atCreation?: boolean }): Input[] {
  const own = traitsOf(schema);
  const traits = {
    fixed: outer.fixed === true || own.fixed === true,
    atCreation: outer.atCreation === true || own.atCreation === true,
  };
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([key, part]) => partsOf(part, `${path}.${key}`, traits));
  }
  if (bare instanceof z.ZodArray && unwrap(bare.element) instanceof z.ZodObject) {
    return partsOf(bare.element, `${path}[]`, traits);
  }
  const fallback = schema instanceof z.ZodDefault ? { value: schema.def.defaultValue } : own.fallback;
  return [{ path, ...traits, ...(fallback ? { fallback } : {}) }];
}

/** Whether a change gives the input another value, or takes it out. */
export function differs({ path }: Input, { from = {}, to }: Change): boolean {
  return JSON.stringify(valuesAt({ ...from }, path)) !== JSON.stringify(valuesAt({ ...from, ...to }, path));
}

/** The inputs that a preview must name for a change; a list counts as a whole. */
export function promisedPaths(inputs: readonly Input[], { from = {}, to }: Change): string[] {
  const after = { ...from, ...to };
  const promised = inputs.filter((input) => {
    if (input.atCreation || !differs(input, { from, to })) return false;
    const isOut = valuesAt(after, input.path).every((value) => value === undefined);
    if (!isOut) return true;
    const [before] = valuesAt(from, input.path);
    return input.fallback !== undefined && JSON.stringify(before) !== JSON.stringify(input.fallback.value);
  });
  return sorted(promised.map(({ path }) => wholeList(path)));
}

/** The inputs that the paths of a preview lie in. */
export function namedPaths(inputs: readonly Input[], paths: readonly string[]): string[] {
  const wholes = inputs.map(({ path }) => wholeList(path));
  const named = paths.map((path) => {
    const rest = (whole: string) => path.slice(whole.length);
    return wholes.find((whole) => path.startsWith(whole) && /^($|[.[])/.test(rest(whole))) ?? path;
  });
  return sorted(named);
}

function wholeList(path: string): string {
  return path.replace(/\[\].*$/, "");
}

function sorted(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort();
}

function valuesAt(args: Arguments, path: string): unknown[] {
  return path.split(".").reduce<unknown[]>(
    (values, step) => {
      const [, key = "", isList] = /^(.*?)(\[\])?$/.exec(step) ?? [];
      const parts = values.map((value) => (value as Arguments | undefined)?.[key]);
      return isList ? parts.flatMap((part) => (Array.isArray(part) ? part : [])) : parts;
    },
    [args],
  );
}
