import { durations } from "../durations.ts";
import { instanceOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseUser, Privilege } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { changeJob } from "./change-job.ts";
import { databaseOf, requireSome, userOf } from "./lookup.ts";

interface GrantBody {
  name: string;
  host: string;
  databases: Privilege[];
}

interface RevokeBody {
  name: string;
  host: string;
  databases: string[];
}

/** 4.10.6 and 4.10.7. */
export function privilegeHandlers(world: World): Handlers {
  return {
    grantDatabaseUserPrivileges: (call) => {
      const { users } = call.body as { users: GrantBody[] };
      const instance = instanceOf(world, call);
      requireSome(users);
      const steps = users.map(({ databases, ...account }) => {
        const user = userOf(world, instance, account);
        if (isSettling(world, user)) refuse("DBS.200821");
        const privileges = databases.map(({ name, readonly }) => {
          return { name: databaseOf(world, instance, name).name, readonly };
        });
        return () => grant(user, privileges);
      });
      return changeJob(world, instance, { name: "GrantGaussDBforMySQLDatabaseUser", status: 201, steps });
    },
    revokeDatabaseUserPrivileges: (call) => {
      const { users } = call.body as { users: RevokeBody[] };
      const instance = instanceOf(world, call);
      requireSome(users);
      const steps = users.map(({ databases, ...account }) => {
        const user = userOf(world, instance, account);
        const names = databases.map((name) => databaseOf(world, instance, name).name);
        return () => {
          user.databases = user.databases.filter(({ name }) => !names.includes(name));
        };
      });
      return changeJob(world, instance, { name: "RevokeGaussDBforMySQLDatabaseUser", steps });
    },
  };
}

/** The vendor refuses a grant when a check of the state fails, and asks for another attempt. */
function isSettling({ clock }: World, { created }: DatabaseUser) {
  return clock.now() - created < durations.settleUser * 1000;
}

/** Adds privileges. One that the user has already stays as it is: the vendor does not say that a grant replaces it. */
export function grant(user: DatabaseUser, privileges: readonly Privilege[]): void {
  for (const { name, readonly } of privileges) {
    if (!user.databases.some((known) => known.name === name)) user.databases.push({ name, readonly });
  }
}
