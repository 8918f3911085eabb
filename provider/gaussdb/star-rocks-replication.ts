import { z } from "zod";
import { childId } from "../runtime/child-id.ts";
import { autonamed, stable, unordered } from "../runtime/traits.ts";
import { type GaussDb, resource } from "./gaussdb.ts";
import { htapInstanceId, htapPartsOf } from "./htap.ts";
import { idle } from "./jobs.ts";
import { ownId } from "./own-id.ts";
import { prepare, start } from "./star-rocks-replication/making.ts";
import { paused } from "./star-rocks-replication/paused.ts";
import { isBroken, pathOf, remove, running, stateOf, taskOf } from "./star-rocks-replication/task.ts";

const identifier = (longest: number) =>
  z
    .string()
    .min(3)
    .max(longest)
    .regex(/^[A-Za-z0-9_]+$/, "must have only letters, digits and underscores");

const tableReplConfig = z.object({
  replType: z
    .enum(["include_tables", "exclude_tables"])
    .describe("`include_tables`: the tables that are named. `exclude_tables`: all others."),
  replScope: z.enum(["all", "part"]).describe("`all`: the whole database. `part`: a part of it."),
  tables: unordered(z.array(z.string().min(1)))
    .optional()
    .describe("Names of tables. Order does not matter. Default none."),
});

/** A data synchronization task that copies a database into a StarRocks instance (4.15.13). */
export const starRocksReplication = resource({
  token: "gaussdb:StarRocksReplication",
  noun: "StarRocks replication",
  description:
    "Copies a database of a GaussDB(for MySQL) instance into its StarRocks instance, first what is there, then what " +
    "changes (4.15.13 to 4.15.17). It is created when the copying has begun. Its id is `<instance id>/<StarRocks instance " +
    "id>/<name of the task>`. It can be paused; nothing else of it changes in place, and only its deletion ends it.",
  inputs: {
    starRocksInstanceId: htapInstanceId("StarRocksInstance"),
    taskName: autonamed(identifier(128), { maxLength: 128, forbidden: "[^A-Za-z0-9_]", separator: "_" })
      .optional()
      .describe("Name of the task: 3 to 128 letters, digits and `_` (4.15.13)."),
    sourceNodeId: ownId
      .optional()
      .describe(
        "Read replica to copy from: the `id` or `nodeId` of a `ReadReplica`. The primary node if not set (4.15.13).",
      ),
    sourceDatabase: identifier(1_024).describe(
      "Database of the GaussDB(for MySQL) instance: 3 to 1024 letters, digits and `_`.",
    ),
    targetDatabase: identifier(128).describe("Database of the StarRocks instance: 3 to 128 letters, digits and `_`."),
    parameters: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .describe(
        "Parameters of the copying by name, for example `max_rows_per_chunk` (4.15.18). They cannot be read back as they " +
          "were set.",
      ),
    tableReplConfig: tableReplConfig.optional().describe("Tables that are copied (4.15.16). Default all."),
  },
  outputs: {
    taskName: stable(z.string()).describe("Name of the task."),
    sourceInstanceId: stable(z.string()).describe("Instance that is copied from."),
    state: z
      .string()
      .describe("`running`: it copies what is there or what changes. `paused`. `waiting`: it was not started."),
    normal: z.boolean().describe("Whether it works; if not, see `lastError`."),
    lastError: z
      .string()
      .describe("What the cloud says of the last change of a table that it could not copy, or empty."),
  },
  aspects: [paused],
  timeLimits: { create: 60, update: 60, delete: 30 },
  // The copy of the one would be in the way of the other's.
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:StarRocksInstance", input: "starRocksInstanceId" },

  async create({ cloud, inputs, created }) {
    const id = childId(inputs.starRocksInstanceId, String(inputs.taskName));
    const make = async (cloud: GaussDb) => {
      if (await prepare(cloud, id, inputs)) created(id);
      await start(cloud, id, inputs);
      created(id);
      await running(cloud, id, "starting");
    };
    await cloud.exclusively(pathOf(id).instance_id, make, { minutes: 3 });
  },
  async find({ cloud, inputs: { starRocksInstanceId, taskName } }) {
    const id = childId(starRocksInstanceId, String(taskName));
    return (await taskOf(cloud, id)) === undefined ? [] : [id];
  },
  async ready({ cloud, id }) {
    await idle(cloud, pathOf(id).instance_id);
  },
  async read({ cloud, id }) {
    const task = await taskOf(cloud, id);
    if (task === undefined) return undefined;
    const configuration = await cloud.get("getStarRocksReplicationConfiguration", pathOf(id));
    if (configuration === undefined) return undefined;
    const { source_node_id, source_instance_id, table_repl_config: tables } = configuration;
    return {
      starRocksInstanceId: htapPartsOf(id).htapInstanceId,
      taskName: htapPartsOf(id).ownId,
      sourceNodeId: source_node_id || undefined,
      sourceInstanceId: source_instance_id,
      sourceDatabase: task.source_database,
      targetDatabase: task.target_database,
      tableReplConfig: tables?.repl_type && {
        replType: tables.repl_type,
        replScope: tables.repl_scope,
        tables: tables.tables ?? [],
      },
      state: stateOf(task),
      normal: !isBroken(task),
      lastError: configuration.last_error_of_alter_table ?? "",
    };
  },
  ailment({ normal, state, lastError }) {
    if (normal !== false) return undefined;
    const text = `The replication is abnormal: ${lastError || "the cloud does not say why"}.`;
    // One that could not be started is not started again by the cloud.
    return { text, dead: state === "waiting" };
  },
  async delete({ cloud, id }) {
    await remove(cloud, id);
  },
});
