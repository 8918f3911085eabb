import { z } from "zod";
import { canonical, someKeys, unordered } from "../runtime/traits.ts";
import { called } from "./database/called.ts";
import { databaseName } from "./database.ts";
import { databasesOf, grants, mostDatabases, type Privilege, revocations } from "./database-privilege/grants.ts";
import { accountIdPattern, accountOf, listedUser } from "./database-user/account.ts";
import { aspect, type GaussDb, resource } from "./gaussdb.ts";
import { chunks } from "./pages.ts";

const privilege = z.object({
  // An instance keeps names in lower case, unless it was created with case-sensitive ones.
  name: canonical(databaseName, (name) => String(name).toLowerCase()).describe("Name of the database."),
  readonly: z.boolean().describe("true: the user may only read. false: it may read and write."),
});

const databases = aspect({
  inputs: {
    databases: unordered(someKeys(z.array(privilege).min(1)), "name").describe(
      "Databases that the user may use, 1 or more. Only these are managed; one that is taken out is revoked. Order does " +
        "not matter.",
    ),
  },
  rules: [
    {
      of: ["databases"],
      refuse({ databases = [] }) {
        const names = databases.map(({ name }) => name);
        const twice = names.find((name, index) => names.indexOf(name) !== index);
        return twice === undefined ? undefined : `must not have the database "${twice}" twice`;
      },
    },
  ],
  notice({ inputs, live }) {
    const { changed } = differenceOf(inputs.databases ?? [], live.databases ?? []);
    if (changed.length === 0) return undefined;
    const names = changed.map(({ name }) => name).join(", ");
    return `The user loses access to ${names} for a moment: a privilege that changes is revoked and granted again.`;
  },
  async update({ cloud, id, inputs: { databases: wanted }, live: { databases: granted = [] } }) {
    const { removed, changed, added } = differenceOf(wanted, granted);
    const unwanted = [...removed, ...changed].map(({ name }) => name);
    await revoke(cloud, id, unwanted);
    const { instanceId, account } = accountOf(id);
    // It is not said that a grant changes the one before.
    for (const databases of chunks([...changed, ...added], mostDatabases)) {
      await cloud.together(grants, instanceId, { account, databases });
    }
  },
});

/** What a user may do with databases of a GaussDB(for MySQL) instance (4.10.6, 4.10.7). */
export const databasePrivilege = resource({
  token: "gaussdb:DatabasePrivilege",
  noun: "privileges of the database user",
  description:
    "What a user may do with databases of a GaussDB(for MySQL) instance (4.10.6, 4.10.7). Its id is that of the user. " +
    "Privileges on databases that it does not name stay as they are, also when it is deleted. Those of one instance that " +
    "change in one update change together.",
  inputs: {
    userId: z
      .string()
      .regex(accountIdPattern, "must be the id of a DatabaseUser, <instance id>/<name>@<host>")
      .describe("User: the `id` of a `DatabaseUser`, `<instance id>/<name>@<host>`."),
  },
  outputs: {},
  aspects: [databases],
  timeLimits: { create: 20, update: 20, delete: 20 },

  // It has no object of its own in the cloud: it is the user's, and granting is an aspect.
  async create({ cloud, inputs: { userId }, created }) {
    if ((await listedUser(cloud, userId)) === undefined) throw new Error(`There is no database user ${userId}.`);
    created(userId);
  },
  async find() {
    return [];
  },
  async read({ cloud, id }) {
    const user = await listedUser(cloud, id);
    if (user === undefined) return undefined;
    const databases = databasesOf(user).map(({ name, readonly }) => ({ name, readonly }));
    return { userId: id, databases };
  },
  async delete({ cloud, id, state }) {
    const declared = (state.databases ?? []) as readonly Privilege[];
    await revoke(
      cloud,
      id,
      declared.map(({ name }) => name),
    );
  },
});

async function revoke(cloud: GaussDb, id: string, names: readonly string[]): Promise<void> {
  const { instanceId, account } = accountOf(id);
  if (names.length > 0) await cloud.together(revocations, instanceId, { account, databases: names });
}

/** What has to go, to be granted otherwise, and to be granted. */
function differenceOf(wanted: readonly Privilege[], granted: readonly Privilege[]) {
  const pairs = wanted.map((one) => ({ one, live: called(granted, one.name) }));
  const kept = pairs.map(({ live }) => live);
  return {
    removed: granted.filter((live) => !kept.includes(live)),
    changed: pairs.flatMap(({ one, live }) => (live && live.readonly !== one.readonly ? [one] : [])),
    added: pairs.flatMap(({ one, live }) => (live ? [] : [one])),
  };
}
