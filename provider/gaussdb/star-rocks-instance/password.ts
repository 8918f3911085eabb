import { partsOf } from "../../runtime/child-id.ts";
import { secret, writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { administrator, htapPassword } from "../htap-user.ts";
import { setPassword } from "../star-rocks-user/password.ts";

export const password = aspect({
  inputs: {
    password: secret(writeOnly(htapPassword)).describe(
      "Password of the user `root`: 8 to 32 characters, three of upper case, lower case, digits and the special " +
        "characters `~!@#%^*-_=+?,` (4.15.3, 4.15.23). The cloud never tells it, so a change by hand is not seen.",
    ),
  },
  async update({ cloud, id, inputs: { password } }) {
    await setPassword(cloud, { starRocksId: partsOf(id).ownId, name: administrator, password });
  },
});
