import { z } from "zod";
import { childId, ownIdOf } from "../runtime/child-id.ts";
import { canonical, stable } from "../runtime/traits.ts";
import { checked, inOneLine, othersThan } from "./click-house-replication/checks.ts";
import { configOf, replicationOf, sourceOf } from "./click-house-replication/replication.ts";
import { tables } from "./click-house-replication/tables.ts";
import { type GaussDb, resource } from "./gaussdb.ts";
import { htapInstanceId, htapPartsOf, isDoubtful } from "./htap.ts";
import { ownId } from "./own-id.ts";
import { spelling } from "./parameter-values.ts";

const clause = /^\s*(PARTITION BY|COLUMNS|ORDER BY|SAMPLE BY|PRIMARY KEY|TTL)[\s(]/i;

/** The copy of a database in a ClickHouse instance, kept up to date (4.16.23). */
export const clickHouseReplication = resource({
  token: "gaussdb:ClickHouseReplication",
  noun: "ClickHouse replication",
  description:
    "Copies a database of a GaussDB(for MySQL) instance into its ClickHouse instance, first what is there, then what " +
    "changes (4.16.23). It is created when the copying has begun. Its id is `<instance id>/<ClickHouse instance " +
    "id>/<database>`. What becomes of the copy when it is deleted, the vendor does not say.",
  inputs: {
    clickHouseInstanceId: htapInstanceId("ClickHouseInstance"),
    sourceNodeId: ownId
      .optional()
      .describe(
        "Read replica to copy from: the `id` or `nodeId` of a `ReadReplica`. The primary node if not set (4.16.23).",
      ),
    sourceDatabase: z.string().min(1).describe("Database to copy. The copy has the same name."),
    parameters: z
      .record(z.string().min(1), canonical(z.union([z.string(), z.number(), z.boolean()]), spelling))
      .optional()
      .describe(
        "Parameters of the copying by name, for example `max_sync_threads` (4.16.13); the cloud checks them before " +
          "anything is made. Nothing changes them later, so they are looked at only once.",
      ),
    tableConfigs: z
      .record(
        z.string().min(1),
        canonical(
          z.string().regex(clause, "must begin with PARTITION BY, COLUMNS, ORDER BY, SAMPLE BY, PRIMARY KEY or TTL"),
          inOneLine,
        ),
      )
      .optional()
      .describe("Clauses of copied tables by table, for example `ORDER BY id` (4.16.10)."),
  },
  outputs: {
    sourceInstanceId: stable(z.string()).describe("Instance that is copied from."),
    state: z
      .string()
      .describe("`running`: it copies what is there or what changes. `waiting`: it has not begun. `failed`."),
    normal: z.boolean().describe("Whether it works; if not, see `lastError`."),
    lastError: z.string().describe("What the cloud says of the last change of tables that has failed, or empty."),
  },
  aspects: [tables],
  timeLimits: { create: 60, update: 60, delete: 30 },
  // Of a database there is one copy.
  deleteBeforeReplace: true,
  parent: { token: "gaussdb:ClickHouseInstance", input: "clickHouseInstanceId" },

  async create({ cloud, inputs, created }) {
    const { clickHouseInstanceId, sourceNodeId, sourceDatabase, parameters = {}, tableConfigs = {} } = inputs;
    const id = childId(clickHouseInstanceId, encodeURIComponent(sourceDatabase));
    const { htapId } = htapPartsOf(id);
    const source = {
      sourceInstanceId: sourceOf(id),
      sourceNodeId: sourceNodeId === undefined ? undefined : ownIdOf(sourceNodeId),
      database: sourceDatabase,
    };
    const make = async (cloud: GaussDb) => {
      await checked(cloud, htapId, { ...source, parameters, tableConfigs, tables: inputs.tableReplConfig });
      const answer = await cloud.begin("createClickHouseReplication", {
        instance_id: htapId,
        body: {
          source_instance_id: source.sourceInstanceId,
          source_node_id: source.sourceNodeId,
          source_database: sourceDatabase,
        },
      });
      created(id);
      await cloud.finished(answer, "creating the replication");
      const others = othersThan({ parameters, tableConfigs }, await configOf(cloud, id));
      if (others.length > 0) cloud.warn(`The cloud tells other settings than the program: ${others.join("; ")}.`);
    };
    await cloud.exclusively(htapId, make, { minutes: 2 });
  },
  async find({ cloud, inputs: { clickHouseInstanceId, sourceDatabase } }) {
    const id = childId(clickHouseInstanceId, encodeURIComponent(sourceDatabase));
    return (await replicationOf(cloud, id)) === undefined ? [] : [id];
  },
  async ready({ cloud, id }) {
    await cloud.wait({
      what: "waiting for the copying to begin",
      usual: "1 to 3 min",
      async look() {
        const replication = await replicationOf(cloud, id);
        return replication && stateOf(replication) === "waiting" ? { now: "waiting" } : { done: undefined };
      },
    });
  },
  async read({ cloud, id }) {
    const replication = await replicationOf(cloud, id);
    if (replication === undefined) return undefined;
    const config = await configOf(cloud, id);
    if (config === undefined) return undefined;
    const { htapInstanceId: clickHouseInstanceId, ownId: sourceDatabase } = htapPartsOf(id);
    return {
      clickHouseInstanceId,
      sourceNodeId: config.source_node_id || undefined,
      sourceDatabase,
      // A difference in what cannot change would copy everything anew, so these stay as they were set.
      sourceInstanceId: config.source_instance_id,
      state: stateOf(replication),
      normal: replication.status?.toLowerCase() !== "abnormal",
      lastError: config.last_error_of_alter_table ?? "",
    };
  },
  ailment({ state, normal, lastError }) {
    if (state === "failed") return { text: "The copying of this replication has failed.", dead: true };
    if (normal !== false) return undefined;
    return { text: `The replication is abnormal: ${lastError || "the cloud does not say why"}.` };
  },
  async delete({ cloud, id }) {
    const { htapId, ownId: database_name } = htapPartsOf(id);
    if ((await replicationOf(cloud, id)) === undefined) return;
    await cloud
      .change("deleteClickHouseReplication", { instance_id: htapId, database_name })
      .catch(async (error: unknown) => {
        // The code for one that is gone is a general one: the list tells.
        if (!isDoubtful(error) || (await replicationOf(cloud, id))) throw error;
      });
    await cloud.wait({
      what: "deleting",
      look: async () => ((await replicationOf(cloud, id)) === undefined ? { done: undefined } : { now: "still there" }),
    });
  },
});

/** What it does, whatever the letter case of its stage (4.16.24). */
function stateOf({ stage }: { readonly stage?: string }): "waiting" | "failed" | "running" {
  const name = stage?.toLowerCase();
  if (name === "failed") return name;
  return name === "wait" ? "waiting" : "running";
}
