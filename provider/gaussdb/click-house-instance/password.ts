import { partsOf } from "../../runtime/child-id.ts";
import { secret, writeOnly } from "../../runtime/traits.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { administrator, htapPassword } from "../htap-user.ts";
import { requireSuccess } from "../outcome.ts";

export const password = aspect({
  inputs: {
    password: secret(writeOnly(htapPassword)).describe(
      "Password of the user `root`: 8 to 32 characters, three of upper case, lower case, digits and the special " +
        "characters `~!@#%^*-_=+?,` (4.16.14, 4.16.21). The cloud never tells it, so a change by hand is not seen.",
    ),
  },
  async update({ cloud, id, inputs: { password } }) {
    await setPassword(cloud, { clickHouseId: partsOf(id).ownId, name: administrator, password });
  },
});

/** Sets the password of a user of a ClickHouse instance (4.16.21). */
export async function setPassword(
  cloud: GaussDb,
  { clickHouseId, name, password }: { clickHouseId: string; name: string; password: string },
): Promise<void> {
  const body = { user_name: name, password };
  const answer = await cloud.change("updateClickHouseDatabaseUserPassword", { instance_id: clickHouseId, body });
  requireSuccess("updateClickHouseDatabaseUserPassword", answer);
}
