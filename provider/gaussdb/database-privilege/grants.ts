import { listIn } from "../../http/answer.ts";
import { called } from "../database/called.ts";
import { type Account, userIn } from "../database-user/account.ts";
import type { DatabaseUserItem, GaussDb } from "../gaussdb.ts";
import { jointChange, jointRemoval } from "../joint-work.ts";

/** What a user may do with a database. */
export interface Privilege {
  readonly name: string;
  readonly readonly: boolean;
}

/** So many databases of a user one call takes (4.10.6). */
export const mostDatabases = 50;

interface Grant {
  readonly account: Account;
  readonly databases: readonly Privilege[];
}

interface Revocation {
  readonly account: Account;
  readonly databases: readonly string[];
}

/** Grants privileges to several users by one call (4.10.6). */
export const grants = jointChange<Grant>((cloud, instanceId, wanted) =>
  cloud.change("grantDatabaseUserPrivileges", { instance_id: instanceId, body: { users: byUser(wanted) } }),
);

/** Revokes privileges of several users by one call (4.10.7). */
export const revocations = jointRemoval<Revocation>({
  async remaining(cloud, instanceId, { account, databases }) {
    const granted = databasesOf(userIn(await cloud.databaseUsers(instanceId).list(), account));
    const left = databases.filter((name) => called(granted, name) !== undefined);
    return left.length === 0 ? undefined : { account, databases: left };
  },
  async send(cloud, instanceId, unwanted) {
    const answer = await revoke(cloud, instanceId, unwanted);
    const [{ account, databases } = { databases: [] }, ...others] = unwanted;
    if (answer !== undefined || others.length > 0 || databases.length < 2 || account === undefined) return answer;
    // Nothing of a call is carried out when one of its databases is gone.
    for (const name of databases) await revoke(cloud, instanceId, [{ account, databases: [name] }]);
    return {};
  },
});

/** The databases that a user may use, as the cloud lists them. */
export function databasesOf(user: DatabaseUserItem | undefined) {
  return listIn("listDatabaseUsers", user?.databases, "object");
}

function revoke(cloud: GaussDb, instanceId: string, unwanted: readonly Revocation[]) {
  return cloud.change("revokeDatabaseUserPrivileges", { instance_id: instanceId, body: { users: byUser(unwanted) } });
}

/** Each user once, with all databases that are asked for. */
function byUser<T>(asked: readonly { readonly account: Account; readonly databases: readonly T[] }[]) {
  const users = Map.groupBy(asked, ({ account: { name, host } }) => `${name}@${host}`);
  return [...users.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first.account, databases: same.flatMap(({ databases }) => databases) }] : [];
  });
}
