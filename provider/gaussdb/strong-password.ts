import { z } from "zod";
import type { Rule } from "../runtime/resource.ts";

/** A password of 8 to 32 characters with three of the four kinds; which special characters count differs by section. */
export function strongPassword(special: string) {
  const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/];
  const isSpecial = (letter: string) => special.includes(letter);
  return z
    .string()
    .min(8)
    .max(32)
    .refine(
      (text) => kinds.filter((kind) => kind.test(text)).length + ([...text].some(isSpecial) ? 1 : 0) >= 3,
      `must have three of: upper case letters, lower case letters, digits, special characters (${special})`,
    );
}

/** A user's password is not its name, and not that backwards (4.10.1, 4.15.21, 4.16.19). */
export const notTheName: Rule<{ password?: string | undefined; name?: string | undefined }> = {
  of: ["password", "name"],
  refuse: ({ password, name = "" }) =>
    password !== undefined && [name, [...name].reverse().join("")].includes(password)
      ? "must be neither the name nor the name backwards"
      : undefined,
};
