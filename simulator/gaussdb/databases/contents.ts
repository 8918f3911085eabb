import type { Contents, Instance } from "../store.ts";
import type { World } from "../world.ts";
import { databasesOf, usersOf } from "./lookup.ts";

/** A copy of what is in an instance; with `at`, of what had been made by then. */
export function contentsOf(world: World, instance: Instance, at = world.clock.now()): Contents {
  const isThere = ({ created }: { created: number }) => created <= at;
  return structuredClone({
    databases: databasesOf(world, instance).filter(isThere),
    databaseUsers: usersOf(world, instance).filter(isThere),
  });
}

/** Takes everything out of an instance. */
export function empty({ store }: World, instance: Pick<Instance, "id">): void {
  for (const children of [store.databases, store.databaseUsers]) {
    for (const [key, child] of children) if (child.instance_id === instance.id) children.delete(key);
  }
}

/** Puts a copy of something in the place of what is in an instance. */
export function replaceContents(world: World, instance: Instance, contents: Contents): void {
  empty(world, instance);
  const { databases, databaseUsers } = structuredClone(contents);
  const instance_id = instance.id;
  for (const database of databases) {
    world.store.databases.set(`${instance_id}/${database.id}`, { ...database, instance_id });
  }
  for (const user of databaseUsers)
    world.store.databaseUsers.set(`${instance_id}/${user.id}`, { ...user, instance_id });
}
