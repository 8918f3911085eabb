import { secret, writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../gaussdb.ts";
import { databasePassword } from "../instance/password.ts";
import { jointChange } from "../joint-work.ts";
import { type Account, accountOf } from "./account.ts";

const passwords = jointChange<Account & { readonly password: string }>((cloud, instanceId, users) =>
  cloud.change("updateDatabaseUserPasswords", { instance_id: instanceId, body: { users: [...users] } }),
);

export const password = aspect({
  inputs: {
    password: secret(writeOnly(databasePassword)).describe(
      "Password: 8 to 32 characters, three of upper case, lower case, digits and the special characters " +
        "`~!@#$%^*-_=+?,()&`; neither the name nor the name backwards (4.10.1, 4.10.5). The cloud never tells it, so a " +
        "change by hand is not seen.",
    ),
  },
  async update({ cloud, id, inputs: { password } }) {
    const { instanceId, account } = accountOf(id);
    await cloud.together(passwords, instanceId, { ...account, password });
  },
});
