import { partsOf } from "../../runtime/child-id.ts";
import { secret, writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { administrator, setPassword } from "../star-rocks-user/password.ts";
import { strongPassword } from "../strong-password.ts";

export const password = aspect({
  inputs: {
    password: secret(writeOnly(strongPassword("~!@#$%^*-_=+?,()&|."))).describe(
      "Password of the user `root`: 8 to 32 characters, three of upper case, lower case, digits and the special " +
        "characters `~!@#$%^*-_=+?,()&|.` (4.15.3); of those a change allows `~!@#%^*-_=+?,` only (4.15.23). The cloud " +
        "never tells it, so a change by hand is not seen.",
    ),
  },
  async update({ cloud, id, inputs: { password } }) {
    await setPassword(cloud, { starRocksId: partsOf(id).ownId, name: administrator, password });
  },
});
