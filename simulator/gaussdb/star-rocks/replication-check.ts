import type { Answer, Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { htapReplicationsOf } from "../htap/lookup.ts";
import { addReplication, checkSource, replicationOf } from "../htap/replications.ts";
import type { HtapInstance } from "../htap/store.ts";
import { checkedParameters } from "../htap/synchronization-parameters.ts";
import { refuse } from "../refusal.ts";
import type { World } from "../world.ts";
import { selectionFrom, type TableReplConfig } from "./table-selection.ts";

interface CheckBody {
  source_instance_id?: string;
  source_node_id?: string;
  source_database_name?: string;
  target_database_name?: string;
  task_name?: string;
  db_configs?: { param_name?: string; value?: string }[];
  table_repl_config?: TableReplConfig;
}

/**
 * 4.15.16. A check that names a task makes it, which the name of the operation does not tell: it waits to be started,
 * and so its settings reach the synchronization.
 */
export function checkConfiguration(world: World, call: Call, htap: HtapInstance): Answer {
  const body = call.body as CheckBody;
  const { source_instance_id, source_node_id } = body;
  if (source_instance_id !== undefined) {
    checkSource(world, call, htap, { source_instance_id, ...(source_node_id && { source_node_id }) });
  }
  const results = checkedParameters("star-rocks", body.db_configs ?? []);
  const isRight = results.every(({ check_result }) => check_result === "success");
  if (body.task_name !== undefined && isRight) makeTask(world, htap, body, body.task_name);
  return {
    status: 200,
    body: {
      ...(body.source_database_name && { source_database_name: body.source_database_name }),
      source_db_config_check_results: results,
      target_database_name: body.target_database_name ?? "",
      target_db_config_check_results: [],
      ...(body.task_name && { task_name: body.task_name }),
    },
  };
}

function makeTask(world: World, htap: HtapInstance, body: CheckBody, name: string) {
  const source_instance_id = body.source_instance_id ?? refuse("DBS.05000044", "source_instance_id");
  const source_database = body.source_database_name ?? refuse("DBS.05000044", "source_database_name");
  const target_database = body.target_database_name ?? refuse("DBS.05000044", "target_database_name");
  if (replicationOf(world, htap, name)?.started) refuse("DBS.05000091", "the task exists already");
  const others = htapReplicationsOf(world, htap).filter((other) => other.name !== name);
  if (others.some((other) => other.target_database === target_database)) refuse("DBS.200826");
  requireFree(htap);
  const given = (body.db_configs ?? []).map(({ param_name = "", value = "" }) => [param_name, value] as const);
  const settings = {
    parameters: Object.fromEntries(given),
    selection: selectionFrom(body.table_repl_config),
    tables: [],
  };
  const source_node_id = body.source_node_id ?? "";
  const wanted = { name, source_instance_id, source_node_id, source_database, target_database, settings };
  const task = addReplication(world, htap, wanted);
  world.clock.after(durations.lookAtReplication, () => {
    task.healthy ??= true;
  });
}
