import { z } from "zod";
import { once } from "./once.ts";
import { oneShot } from "./one-shot.ts";
import { time } from "./times.ts";

const table = z.object({
  oldName: z.string().min(1).describe("Name of the table at that time."),
  newName: z.string().min(1).describe("Name under which it is restored."),
});

const database = z.object({
  database: z.string().min(1).describe("Database."),
  tables: z.array(table).min(1).describe("Tables. Each is named once."),
});

/** Restores tables of a GaussDB(for MySQL) instance as they were at a moment (4.4.12). */
export const tableRestore = oneShot({
  token: "gaussdb:TableRestore",
  noun: "restore of tables",
  description:
    "Restores tables of an instance as they were at a point in time, under new names beside the present ones (4.4.12): when " +
    "it is created, and again when what is restored or `triggers` change. Its id is that of the instance, and deleting it " +
    "does nothing: the restored tables stay.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
  },
  runsWith: {
    restoreTime: time.describe(
      "Point in time, RFC 3339, for example `2026-01-31T18:00:00Z`, in one of the restorable ranges (4.4.7).",
    ),
    restoreTables: z.array(database).min(1).describe("What is restored. Each database is named once."),
    lastTableInfo: z
      .boolean()
      .default(false)
      .describe("Whether the names are those of the latest tables instead of those of that time. Default false."),
  },
  rules: [
    {
      of: ["restoreTables"],
      refuse: ({ restoreTables = [] }) => {
        // DBS.05000045 and DBS.05000046.
        if (repeats(restoreTables.map(({ database }) => database))) return "must name each database once";
        const isTwice = restoreTables.some(
          ({ tables }) =>
            repeats(tables.map(({ oldName }) => oldName)) || repeats(tables.map(({ newName }) => newName)),
        );
        return isTwice ? "must name each table of a database once" : undefined;
      },
    },
  ],
  notice: "Tables are restored, under their new names.",
  timeLimits: { create: 120, update: 120 },
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  idOf: ({ instanceId }) => instanceId,
  async read({ cloud, id }) {
    return (await cloud.instances.get(id)) && { instanceId: id };
  },
  async run({ cloud, id, inputs: { restoreTime, restoreTables, lastTableInfo } }) {
    const body = {
      // The table of 4.4.12 says text, and so does the SDK of the vendor.
      restore_time: String(Date.parse(restoreTime)),
      last_table_info: lastTableInfo ? ("true" as const) : ("false" as const),
      restore_tables: restoreTables.map(({ database, tables }) => ({
        database,
        tables: tables.map(({ oldName, newName }) => ({ old_name: oldName, new_name: newName })),
      })),
    };
    await once(cloud, id, {
      what: "restoring tables",
      usual: "5 to 30 min",
      job: /Restore.*Table|Table.*Restore/i,
      begin: (cloud) => cloud.begin("restoreTablesToPointInTime", { instance_id: id, body }),
    });
  },
});

function repeats(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}
