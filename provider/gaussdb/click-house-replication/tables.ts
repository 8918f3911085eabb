import { z } from "zod";
import { fixed, unordered } from "../../runtime/traits.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { htapPartsOf, isDoubtful } from "../htap.ts";
import { configOf, type ReplicationConfig, type Tables, tablesIn } from "./replication.ts";

export const tables = aspect({
  inputs: {
    tableReplConfig: z
      .object({
        replType: fixed(z.enum(["white_list", "black_list"])).describe(
          "`white_list`: the tables that are named. `black_list`: all others. It cannot change in place (4.16.26).",
        ),
        tables: unordered(z.array(z.string().regex(/^[^,]+$/, "must be one table, without a comma"))).describe(
          "Names of tables, at least one with `white_list`. They change in place. Order does not matter.",
        ),
      })
      .default({ replType: "black_list", tables: [] })
      .describe("Tables that are copied (4.16.9, 4.16.26). Default all."),
  },
  rules: [
    {
      of: ["tableReplConfig.tables", "tableReplConfig.replType"],
      refuse: ({ tableReplConfig: selection }) =>
        selection?.replType === "white_list" && selection.tables.length === 0
          ? "must name at least one table with white_list"
          : undefined,
    },
  ],
  async read({ cloud, id }) {
    const config = await configOf(cloud, id);
    return config && { tableReplConfig: tablesIn(config.table_repl_config) };
  },
  async update({ cloud, id, inputs: { tableReplConfig: wanted } }) {
    const { htapId, ownId: database } = htapPartsOf(id);
    const change = async (cloud: GaussDb) => {
      const config = await required(cloud, id);
      const running = tablesIn(config.new_table_repl_config);
      const goesOn = running !== undefined && isSame(running, wanted) && !config.last_error_of_alter_table;
      if (running && !goesOn) {
        // A change to other tables, or one that has failed, would keep the cloud from accepting this one.
        await stopped(cloud, id);
      }
      if (!goesOn) {
        await cloud.change("updateClickHouseReplicationConfig", {
          instance_id: htapId,
          body: {
            source_instance_id: config.source_instance_id,
            source_node_id: config.source_node_id,
            database,
            value: JSON.stringify({ [wanted.replType]: wanted.tables.join(",") }),
          },
        });
      }
      await cloud.wait({
        what: "changing the tables",
        async look() {
          const config = await required(cloud, id);
          const isThere = isSame(tablesIn(config.table_repl_config), wanted);
          if (!isThere && config.last_error_of_alter_table) {
            throw new Error(`The tables were not changed: ${config.last_error_of_alter_table}`);
          }
          // What the cloud did not take over is seen when it is looked again.
          return tablesIn(config.new_table_repl_config) ? { now: "copying" } : { done: undefined };
        },
      });
    };
    await cloud.exclusively(htapId, change, { minutes: 5 });
  },
});

/** Stops the change that runs (4.16.27). A refusal does not count when it has ended meanwhile. */
async function stopped(cloud: GaussDb, id: string): Promise<void> {
  const { htapId, ownId: database } = htapPartsOf(id);
  await cloud
    .change("stopClickHouseReplicationConfigUpdate", { instance_id: htapId, database })
    .catch(async (error: unknown) => {
      if (!isDoubtful(error) || tablesIn((await required(cloud, id)).new_table_repl_config)) throw error;
    });
}

async function required(cloud: GaussDb, id: string): Promise<ReplicationConfig> {
  const config = await configOf(cloud, id);
  if (config === undefined) throw new Error("The replication does not exist any more.");
  return config;
}

function isSame(one: Tables | undefined, other: Tables): boolean {
  return one?.replType === other.replType && one.tables.toSorted().join() === other.tables.toSorted().join();
}
