import { z } from "zod";
import { type Account, accountId, accountOf, listedUser, userIn } from "./database-user/account.ts";
import { comment } from "./database-user/comment.ts";
import { password } from "./database-user/password.ts";
import { resource } from "./gaussdb.ts";
import { jointCreation, jointRemoval, made, settled } from "./joint-work.ts";
import { notTheName } from "./strong-password.ts";

const anyHost = "%";

interface Wanted extends Account {
  readonly password: string;
  readonly comment?: string | undefined;
}

/** Users that are wanted at nearly the same time are made by one call (4.10.1). */
const creation = jointCreation<Wanted>("creating database users", (cloud, instanceId, wanted) => {
  const users = wanted.map(({ host, ...user }) => ({ ...user, hosts: [host] }));
  return cloud.begin("createDatabaseUsers", { instance_id: instanceId, body: { users } });
});

/** And they are deleted by one (4.10.3). */
const deletion = jointRemoval<Account>({
  async remaining(cloud, instanceId, account) {
    return userIn(await cloud.databaseUsers(instanceId).list(), account) && account;
  },
  send: (cloud, instanceId, users) =>
    cloud.change("deleteDatabaseUsers", { instance_id: instanceId, body: { users: [...users] } }),
});

/** A user of the databases of a GaussDB(for MySQL) instance (4.10.1 to 4.10.5). */
export const databaseUser = resource({
  token: "gaussdb:DatabaseUser",
  noun: "database user",
  description:
    "A user of the databases of a GaussDB(for MySQL) instance (4.10.1): a name together with the host from which it " +
    "connects. What it may do is said by `DatabasePrivilege`. Its id is `<instance id>/<name>@<host>`. Those of one " +
    "instance that change in one update change together.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    name: z
      .string()
      .regex(/^[A-Za-z0-9_]{1,32}$/, "must be 1 to 32 letters, digits and underscores")
      .describe("Name: 1 to 32 letters, digits and `_` (4.10.1)."),
    host: z
      .string()
      .regex(/^[^\s,@]+$/, "must be one host, without spaces and commas")
      .default(anyHost)
      .describe(
        "Address from which the user connects: `10.10.10.%` is every 10.10.10.X, `%` is any address. One user has one " +
          "host: the same name at another host is another user, with its own password. Default `%`.",
      ),
  },
  outputs: {},
  aspects: [password, comment],
  timeLimits: { create: 20, update: 20, delete: 20 },
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  rules: [notTheName],
  notice: ({ host }) =>
    host === anyHost ? "The user can connect from every address that reaches the instance (host %)." : undefined,

  async create({ cloud, inputs: { instanceId, name, host, password, comment }, created }) {
    const started = await cloud.together(creation, instanceId, { name, host, password, comment });
    const id = accountId(instanceId, { name, host });
    created(id, { password });
    await made(cloud, started, "creating the database user", () => listedUser(cloud, id));
  },
  async find({ cloud, inputs: { instanceId, name, host } }) {
    const account = { name, host };
    const there = userIn(await cloud.databaseUsers(instanceId).list(), account);
    return there ? [accountId(instanceId, account)] : [];
  },
  async ready({ cloud, id }) {
    await settled(cloud, accountOf(id).instanceId, () => listedUser(cloud, id));
  },
  async read({ cloud, id }) {
    const user = await listedUser(cloud, id);
    if (user === undefined) return undefined;
    const { instanceId, account } = accountOf(id);
    return { instanceId, ...account, comment: user.comment ?? "" };
  },
  async delete({ cloud, id }) {
    const { instanceId, account } = accountOf(id);
    await cloud.together(deletion, instanceId, account);
  },
});
