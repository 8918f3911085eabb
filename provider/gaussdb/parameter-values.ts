import { z } from "zod";
import { canonical, someKeys } from "../runtime/traits.ts";

/** The form in which two spellings of a value are equal: engines do not tell upper case from lower case. */
export const spelling = (value: unknown): string => String(value).toUpperCase();

/** Values of parameters by name, of which only those that the program sets are managed. */
export const parameterValues = someKeys(z.record(z.string(), canonical(z.union([z.string(), z.number()]), spelling)));

/** The values as operations take them. */
export function texts(values: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
