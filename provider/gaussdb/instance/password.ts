import { z } from "zod";
import { secret, writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";

const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[~!@#$%^*\-_=+?,()&]/];

/** What the cloud asks of a password (4.3.1, 4.3.8). */
export const databasePassword = z
  .string()
  .min(8)
  .max(32)
  .refine(
    (password) => classes.filter((pattern) => pattern.test(password)).length >= 3,
    "must have three of: upper case letters, lower case letters, digits, special characters (~!@#$%^*-_=+?,()&)",
  );

export const password = aspect({
  inputs: {
    password: secret(writeOnly(databasePassword)).describe(
      "Password of the user `root`: 8 to 32 characters, three of upper case, lower case, digits and the special " +
        "characters `~!@#$%^*-_=+?,()&` (4.3.1). The cloud never tells it, so a change by hand is not seen.",
    ),
  },
  async update({ cloud, id, inputs: { password } }) {
    await cloud.change("resetDatabasePassword", { instance_id: id, body: { password } });
  },
});
