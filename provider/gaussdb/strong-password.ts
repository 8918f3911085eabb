import { z } from "zod";

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
