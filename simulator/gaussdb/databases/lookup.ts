import { refuse } from "../refusal.ts";
import type { Database, DatabaseUser, Instance } from "../store.ts";
import type { World } from "../world.ts";

/** The databases of an instance, without those of the system. */
export function databasesOf(world: World, instance: Instance): Database[] {
  return [...world.store.databases.values()].filter(({ instance_id }) => instance_id === instance.id);
}

/** A database of an instance: 400 DBS.200823 if there is none. */
export function databaseOf(world: World, instance: Instance, name: string): Database {
  const stored = instance.lower_case_table_names === 1 ? name.toLowerCase() : name;
  return world.store.databases.get(`${instance.id}/${stored}`) ?? refuse("DBS.200823");
}

/** The users of an instance, without the built-in ones. */
export function usersOf(world: World, instance: Instance): DatabaseUser[] {
  return [...world.store.databaseUsers.values()].filter(({ instance_id }) => instance_id === instance.id);
}

/** A user of an instance, which its name and host tell together: 400 DBS.200824 if there is none. */
export function userOf(world: World, instance: Instance, { name, host }: { name: string; host: string }): DatabaseUser {
  return world.store.databaseUsers.get(`${instance.id}/${name}@${host}`) ?? refuse("DBS.200824");
}

/** Refuses a list that names nothing. */
export function requireSome(list: readonly unknown[]): void {
  if (list.length === 0) refuse("DBS.05000018");
}

/** Refuses a list that names something twice. */
export function requireDistinct(names: readonly string[]): void {
  if (new Set(names).size !== names.length) refuse("DBS.05000044", "a name is given twice");
}
