import { childId } from "../../runtime/child-id.ts";
import type { DatabaseUserItem, GaussDb } from "../gaussdb.ts";

/** A user of an instance: name and host tell it together, `app@%` and `app@10.0.0.1` are two. */
export interface Account {
  readonly name: string;
  readonly host: string;
}

/** The id of a user: `<instance id>/<name>@<host>`. A host may hold a slash. */
export function accountId(instanceId: string, { name, host }: Account): string {
  return childId(instanceId, `${name}@${host}`);
}

export const accountIdPattern = /^([^/]+)\/([^/@]+)@(.+)$/;

/** What such an id names. */
export function accountOf(id: string): { readonly instanceId: string; readonly account: Account } {
  const [, instanceId, name, host] = accountIdPattern.exec(id) ?? [];
  if (!instanceId || !name || !host) {
    throw new Error(`"${id}" is not the id of a database user: it must be <instance id>/<name>@<host>.`);
  }
  return { instanceId, account: { name, host } };
}

/** The user as the cloud lists it. */
export function listedUser(cloud: GaussDb, id: string): Promise<DatabaseUserItem | undefined> {
  const { instanceId, account } = accountOf(id);
  return cloud.databaseUsers(instanceId).get(`${account.name}@${account.host}`);
}

/** The user in a list. */
export function userIn(users: readonly DatabaseUserItem[], { name, host }: Account): DatabaseUserItem | undefined {
  return users.find((user) => user.name === name && user.host === host);
}
