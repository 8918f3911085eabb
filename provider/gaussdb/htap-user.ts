import { z } from "zod";
import { strongPassword } from "./strong-password.ts";

/** The user that comes with each HTAP instance. */
export const administrator = "root";

/** The name of a user of an HTAP instance (4.15.21, 4.16.19). */
export const htapUserName = z
  .string()
  .min(2)
  .max(32)
  .regex(
    /^[a-z][a-z0-9_]*[a-z0-9]$/,
    "must begin with a lower case letter, have only those, digits and underscores, and not end with an underscore",
  )
  .refine((name) => name !== administrator, `must not be ${administrator}: the instance has that user already`)
  .describe(
    "Name: 2 to 32 lower case letters, digits and `_`, beginning with a letter and not ending with `_` (4.15.21, " +
      "4.16.19). Not `root`, whose password is an input of the instance.",
  );

/** The special characters that creations and changes accept (4.15.21, 4.15.23, 4.16.14, 4.16.19, 4.16.21). */
export const htapPassword = strongPassword("~!@#%^*-_=+?,");

/** Said of a user that gets all databases. */
export function reach(databases: readonly string[] | undefined, before: readonly string[] = []): string | undefined {
  const isNew = databases?.includes("*") && !before.includes("*");
  return isNew ? "The user may use all databases of the instance (*)." : undefined;
}
