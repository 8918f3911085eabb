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
    password: secret(
      writeOnly(
        // Unlike that of root, it must not have other characters.
        databasePassword.regex(
          /^[A-Za-z0-9~!@#$%^*\-_=+?,()&]*$/,
          "must have only letters, digits and the special characters ~!@#$%^*-_=+?,()&",
        ),
      ),
    ).describe(
      "Password: 8 to 32 letters, digits and special characters `~!@#$%^*-_=+?,()&`, three of upper case, lower case, " +
        "digits and special characters; neither the name nor the name backwards (4.10.1, 4.10.5). The cloud never tells " +
        "it, so a change by hand is not seen.",
    ),
  },
  async update({ cloud, id, inputs: { password } }) {
    const { instanceId, account } = accountOf(id);
    await cloud.together(passwords, instanceId, { ...account, password });
  },
});
