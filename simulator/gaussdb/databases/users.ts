import type { Answer, Call } from "../../cloud.ts";
import { instanceOf } from "../lookup.ts";
import { page } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseUser, Instance, Privilege } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { changeJob } from "./change-job.ts";
import { databaseOf, requireDistinct, requireSome, userOf, usersOf } from "./lookup.ts";
import { grant } from "./privileges.ts";

/** Accounts of the service itself: they are not listed, and nobody creates or deletes them. */
const builtIn = ["root", "rdsadmin", "rdsbackup", "rdsmetric", "rdsproxy", "rdsrepl"];

const mostHosts = 50;

interface UserBody {
  name: string;
  password: string;
  comment?: string;
  hosts?: string[];
  databases?: Privilege[];
}

interface Account {
  name: string;
  host: string;
}

/** 4.10.1 to 4.10.5. */
export function databaseUserHandlers(world: World): Handlers {
  return {
    listDatabaseUsers: (call) => {
      const all = usersOf(world, instanceOf(world, call));
      const users = page(all, call.query).map(({ name, host, comment, databases }) => {
        return { name, host, comment, databases };
      });
      return { status: 200, body: { users, total_count: all.length } };
    },
    createDatabaseUsers: (call) => createUsers(world, call),
    deleteDatabaseUsers: (call) => {
      const { users } = call.body as { users: Account[] };
      const instance = instanceOf(world, call);
      requireSome(users);
      if (users.some(({ name }) => isBuiltIn(name))) refuse("DBS.05000091", "a built-in account");
      const steps = users.map((account) => {
        const { name, host } = userOf(world, instance, account);
        return () => void world.store.databaseUsers.delete(`${instance.id}/${name}@${host}`);
      });
      return changeJob(world, instance, { name: "DeleteGaussDBforMySQLDatabaseUser", steps });
    },
    updateDatabaseUserComments: (call) => {
      const { users } = call.body as { users: (Account & { comment: string })[] };
      const instance = instanceOf(world, call);
      requireSome(users);
      const steps = users.map(({ comment, ...account }) => {
        const user = userOf(world, instance, account);
        return () => {
          user.comment = comment;
        };
      });
      return changeJob(world, instance, { name: "UpdateGaussDBforMySQLDatabaseUserComment", steps });
    },
    updateDatabaseUserPasswords: (call) => {
      const { users } = call.body as { users: (Account & { password: string })[] };
      const instance = instanceOf(world, call);
      requireSome(users);
      const steps = users.map(({ password, ...account }) => {
        const user = userOf(world, instance, account);
        checkPassword(account.name, password);
        return () => {
          user.password_changes += 1;
        };
      });
      return changeJob(world, instance, { name: "ResetGaussDBforMySQLDatabaseUserPassword", steps });
    },
  };
}

/** A user with several hosts becomes an account for each. */
function createUsers(world: World, call: Call): Answer {
  const { users: list } = call.body as { users: UserBody[] };
  const instance = instanceOf(world, call);
  requireSome(list);
  const accounts = list.flatMap((body) => (body.hosts ?? ["%"]).map((host) => newUser(world, instance, body, host)));
  requireSome(accounts);
  if (accounts.length > mostHosts) refuse("DBS.05000044", `at most ${mostHosts} hosts at once`);
  requireDistinct(accounts.map(({ name, host }) => `${name}@${host}`));
  const known = usersOf(world, instance);
  if (known.some((old) => accounts.some(({ name, host }) => old.name === name && old.host === host))) {
    refuse("DBS.05000097");
  }
  const steps = accounts.map((user) => () => {
    world.store.databaseUsers.set(`${instance.id}/${user.id}`, { ...user, created: world.clock.now() });
  });
  return changeJob(world, instance, { name: "CreateGaussDBforMySQLDatabaseUser", status: 201, steps });
}

function newUser(world: World, instance: Instance, body: UserBody, host: string): DatabaseUser {
  if (isBuiltIn(body.name)) refuse("DBS.200828");
  checkPassword(body.name, body.password);
  // One address in each element, not several in one with commas between them.
  if (!/^[\w.:%/-]+$/.test(host)) refuse("DBS.05000044", "hosts");
  const user: DatabaseUser = {
    id: `${body.name}@${host}`,
    instance_id: instance.id,
    created: world.clock.now(),
    name: body.name,
    host,
    comment: body.comment ?? "",
    databases: [],
    password_changes: 0,
  };
  const privileges = body.databases ?? [];
  grant(
    user,
    privileges.map(({ name, readonly }) => ({ name: databaseOf(world, instance, name).name, readonly })),
  );
  return user;
}

function isBuiltIn(name: string) {
  return builtIn.includes(name.toLowerCase());
}

/** Refuses a password that is the name of its account, also reversed. */
export function checkPassword(name: string, password: string): void {
  if (password === name) refuse("DBS.05000006");
  if (password === [...name].reverse().join("")) refuse("DBS.05000007");
}
