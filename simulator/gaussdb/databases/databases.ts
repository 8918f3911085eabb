import type { Answer, Call } from "../../cloud.ts";
import { durations } from "../durations.ts";
import { instanceOf, nodesOf } from "../lookup.ts";
import { page, text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Database, Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { changeJob } from "./change-job.ts";
import { databaseOf, databasesOf, requireDistinct, requireSome, userOf, usersOf } from "./lookup.ts";
import { grant } from "./privileges.ts";

const charsets = ["utf8mb4", "utf8", "latin1", "gbk"];

/** What belongs to the engine itself: it is not listed, and nobody creates or deletes it. */
const systemDatabases = ["information_schema", "mysql", "performance_schema", "sys"];

interface DatabaseBody {
  name: string;
  character_set: string;
  comment?: string;
  users?: { name: string; host: string; readonly: boolean }[];
}

/** 4.11. */
export function databaseHandlers(world: World): Handlers {
  return {
    listDatabaseCharsets: (call) => {
      instanceOf(world, call);
      return { status: 200, body: { charsets } };
    },
    listDatabases: (call) => {
      const instance = instanceOf(world, call);
      const [name, charset] = [text(call.query.name), text(call.query.charset)];
      const found = databasesOf(world, instance)
        .filter((database) => name === undefined || database.name === name)
        .filter((database) => charset === undefined || database.charset === charset);
      const databases = page(found, call.query).map((database) => view(world, instance, database));
      return { status: 200, body: { databases, total_count: found.length } };
    },
    createDatabases: (call) => createDatabases(world, call),
    updateDatabaseComments: (call) => {
      const { databases: list } = call.body as { databases: { name: string; comment: string }[] };
      const instance = instanceOf(world, call);
      requireSome(list);
      const changes = list.map(({ name, comment }) => ({ database: databaseOf(world, instance, name), comment }));
      return changeJob(world, instance, {
        name: "UpdateGaussDBforMySQLDatabaseComment",
        steps: changes.map(({ database, comment }) => () => {
          database.comment = comment;
        }),
      });
    },
    deleteDatabases: (call) => {
      const { databases: names } = call.body as { databases: string[] };
      const instance = instanceOf(world, call);
      requireSome(names);
      if (names.some((name) => systemDatabases.includes(name))) refuse("DBS.05000091", "a database of the system");
      const databases = names.map((name) => databaseOf(world, instance, name));
      return changeJob(world, instance, {
        name: "DeleteGaussDBforMySQLDatabase",
        steps: databases.map((database) => () => removeDatabase(world, instance, database)),
      });
    },
  };
}

function createDatabases(world: World, call: Call): Answer {
  const { databases: list } = call.body as { databases: DatabaseBody[] };
  const instance = instanceOf(world, call);
  requireSome(list);
  const made = list.map((body) => ({ database: newDatabase(world, instance, body), users: body.users ?? [] }));
  requireDistinct(made.map(({ database }) => database.name));
  for (const { name } of made.map(({ database }) => database)) {
    const taken = databasesOf(world, instance).some((other) => other.name === name);
    if (taken || systemDatabases.includes(name)) refuse("DBS.200826");
  }
  const steps = made.map(({ database, users }) => {
    const grants = users.map(({ name, host, readonly }) => ({
      user: userOf(world, instance, { name, host }),
      readonly,
    }));
    return () => {
      const created = world.clock.now();
      world.store.databases.set(`${instance.id}/${database.name}`, { ...database, created });
      for (const { user, readonly } of grants) grant(user, [{ name: database.name, readonly }]);
    };
  });
  if (isSettling(world, instance)) refuse("DBS.200001");
  return changeJob(world, instance, { name: "CreateGaussDBforMySQLDatabase", status: 201, steps });
}

function newDatabase(world: World, instance: Instance, body: DatabaseBody): Database {
  if (!charsets.includes(body.character_set)) refuse("DBS.05000037", charsets.join(","));
  // Names are kept in lower case unless the instance was created with case-sensitive ones.
  const name = instance.lower_case_table_names === 1 ? body.name.toLowerCase() : body.name;
  return {
    id: name,
    instance_id: instance.id,
    created: world.clock.now(),
    name,
    charset: body.character_set,
    comment: body.comment ?? "",
    // The API makes no tables; whoever restores some must have had an application that did.
    tables: ["customers", "orders"],
  };
}

/** Users have seen a general refusal just after read replicas were added; a second attempt went well. */
function isSettling(world: World, instance: Instance) {
  const since = world.clock.now() - durations.settleReplicas * 1000;
  const added = nodesOf(world, instance).some(({ updated, type }) => type === "slave" && updated > since);
  return added && instance.activity === "";
}

function removeDatabase(world: World, instance: Instance, database: Database) {
  world.store.databases.delete(`${instance.id}/${database.name}`);
  for (const user of usersOf(world, instance)) {
    user.databases = user.databases.filter(({ name }) => name !== database.name);
  }
}

function view(world: World, instance: Instance, { name, charset, comment }: Database) {
  const users = usersOf(world, instance).flatMap((user) =>
    user.databases
      .filter((privilege) => privilege.name === name)
      .map(({ readonly }) => ({ name: user.name, host: user.host, readonly })),
  );
  return { name, charset, comment, users };
}
