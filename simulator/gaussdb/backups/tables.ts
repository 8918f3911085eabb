import type { Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { contentsOf } from "../databases/contents.ts";
import { databaseOf } from "../databases/lookup.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf } from "../lookup.ts";
import { text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { requireRestorable } from "./restorable.ts";

interface RestoreBody {
  restore_time: string | number;
  last_table_info?: string | boolean;
  restore_tables: { database: string; tables: { old_name: string; new_name: string }[] }[];
}

/** Bringing back single tables under other names: 4.4.12 and 4.4.13. */
export function tableRestoreHandlers(world: World): Handlers {
  return {
    restoreTablesToPointInTime: (call) => restoreTables(world, call),
    listRestorableTables: (call) => {
      const instance = instanceOf(world, call);
      const latest = text(call.query.last_table_info) === "true";
      const found = restorable(world, instance, text(call.query.restore_time) ?? "", { latest })
        .filter(({ name }) => name.includes(text(call.query.database_name) ?? ""))
        .map(({ name, tables }) => ({
          name,
          tables: tables.filter((table) => table.includes(text(call.query.table_name) ?? "")),
        }))
        .filter(({ tables }) => tables.length > 0)
        .map(({ name, tables }) => ({
          name,
          total_tables: tables.length,
          tables: tables.map((table) => ({ name: table })),
        }));
      return { status: 200, body: { total_databases: found.length, databases: found } };
    },
  };
}

function restoreTables(world: World, call: Call) {
  const { restore_time, last_table_info = false, restore_tables: wanted } = call.body as RestoreBody;
  const instance = instanceOf(world, call);
  if (wanted.every(({ tables }) => tables.length === 0)) refuse("DBS.05000018");
  if (repeats(wanted.map(({ database }) => database))) refuse("DBS.05000045");
  const known = restorable(world, instance, String(restore_time), { latest: String(last_table_info) === "true" });
  for (const { database, tables } of wanted) {
    const { tables: there } = known.find(({ name }) => name === database) ?? refuse("DBS.05000047");
    for (const names of [tables.map((table) => table.old_name), tables.map((table) => table.new_name)]) {
      if (repeats(names)) refuse("DBS.05000046");
    }
    if (tables.some(({ old_name }) => !there.includes(old_name))) refuse("DBS.05000048");
  }
  requireFree(instance);
  const made = wanted.flatMap(({ database, tables }) => tables.map(({ new_name }) => ({ database, table: new_name })));
  const carryOut = (count: number) => {
    for (const { database, table } of made.slice(0, count)) {
      const { tables } = databaseOf(world, instance, database);
      if (!tables.includes(table)) tables.push(table);
    }
  };
  return answerWithJob(world, {
    name: "RestoreGaussDBforMySQLTables",
    instance,
    seconds: durations.restoreTables,
    activity: "RESTORING",
    finish: () => carryOut(made.length),
    fail: carryOut,
  });
}

/** The databases with the tables that can be brought back, as they are now or as they were. */
function restorable(world: World, instance: Instance, time: string, { latest }: { latest: boolean }) {
  requireRestorable(world, instance, Number(time));
  return contentsOf(world, instance, latest ? world.clock.now() : Number(time)).databases;
}

function repeats(names: readonly string[]) {
  return new Set(names).size !== names.length;
}
