import { partsOf } from "../../runtime/child-id.ts";
import type { Operations } from "../api.gen.ts";
import type { ClickHouseReplication, GaussDb } from "../gaussdb.ts";
import { htapPartsOf, unlessGone } from "../htap.ts";

export type ReplicationConfig = Operations["getClickHouseReplicationConfig"]["result"];

/** Which tables are copied: those that are named, or all others. */
export interface Tables {
  readonly replType: "white_list" | "black_list";
  readonly tables: readonly string[];
}

/** The replication as the list shows it (4.16.24), or nothing when it is gone. */
export function replicationOf(cloud: GaussDb, id: string): Promise<ClickHouseReplication | undefined> {
  const { htapInstanceId, htapId, ownId: database } = htapPartsOf(id);
  return unlessGone(cloud, htapInstanceId, () => cloud.clickHouseReplications(htapId).get(database));
}

/** The settings of the replication (4.16.12). */
export function configOf(cloud: GaussDb, id: string): Promise<ReplicationConfig | undefined> {
  const { htapInstanceId, htapId, ownId: database_name } = htapPartsOf(id);
  const asked = { instance_id: htapId, database_name };
  return unlessGone(cloud, htapInstanceId, () => cloud.get("getClickHouseReplicationConfig", asked));
}

/** The instance that is copied from: the one to which the ClickHouse instance belongs. */
export function sourceOf(id: string): string {
  return partsOf(htapPartsOf(id).htapInstanceId).parentId;
}

/** A selection of tables in an answer; without a type it is none. */
export function tablesIn(selection: ReplicationConfig["table_repl_config"]): Tables | undefined {
  if (!selection?.repl_type) return undefined;
  return { replType: selection.repl_type as Tables["replType"], tables: selection.tables ?? [] };
}
