import { secret, writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { strongPassword } from "../strong-password.ts";

/** What the cloud asks of a password of a database (4.3.1, 4.3.8, 4.10.1). */
export const databasePassword = strongPassword("~!@#$%^*-_=+?,()&");

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
