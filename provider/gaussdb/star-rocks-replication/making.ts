import { CloudError } from "../../http/errors.ts";
import { ownIdOf } from "../../runtime/child-id.ts";
import type { Operations } from "../api.gen.ts";
import type { GaussDb } from "../gaussdb.ts";
import { htapPartsOf } from "../htap.ts";
import { unseen } from "../jobs.ts";
import { isBroken, isUnseen, pathOf, remove, stateOf, taskOf } from "./task.ts";

/** What is copied, and how. */
export interface Plan {
  readonly sourceNodeId?: string | undefined;
  readonly sourceDatabase: string;
  readonly targetDatabase: string;
  readonly parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly tableReplConfig?: Tables | undefined;
}

/** Of which tables. */
export interface Tables {
  readonly replType: "include_tables" | "exclude_tables";
  readonly replScope: "all" | "part";
  readonly tables?: readonly string[] | undefined;
}

/** How long the list may take to show a task that the check has made. */
const listedAfterMs = 15_000;

/**
 * Has the configuration checked (4.15.16). That makes the task, though no text says so; it does not start it. Answers
 * whether the task is there.
 *
 * @throws when the configuration is refused; no task is left then
 */
export async function prepare(cloud: GaussDb, id: string, plan: Plan): Promise<boolean> {
  const { instance_id, task_name } = pathOf(id);
  const body = {
    source_instance_id: sourceOf(id),
    source_node_id: nodeOf(plan),
    source_database_name: plan.sourceDatabase,
    target_database_name: plan.targetDatabase,
    task_name,
    db_configs: Object.entries(plan.parameters ?? {}).map(([param_name, value]) => ({
      param_name,
      value: String(value),
    })),
    table_repl_config: plan.tableReplConfig && {
      repl_type: plan.tableReplConfig.replType,
      repl_scope: plan.tableReplConfig.replScope,
      tables: plan.tableReplConfig.tables ?? [],
    },
  };
  const check = await cloud
    .change("checkStarRocksReplicationDatabaseConfig", { instance_id, body })
    .catch(async (error: unknown) => {
      // Sent again after an answer that was lost, it may be refused because the task is there.
      if (error instanceof CloudError && error.inDoubt && (await taskOf(cloud, id))) return undefined;
      throw error;
    });
  const refused = refusedIn(check);
  if (refused.length > 0) {
    await remove(cloud, id);
    throw new Error(
      `Nothing was created: the cloud refuses the parameters ${refused.join(", ")} of the replication (4.15.16). ` +
        "getStarRocksReplicationDatabaseParameters tells their ranges (4.15.18).",
    );
  }
  return isListed(cloud, id).catch(unseen);
}

function refusedIn(check: Operations["checkStarRocksReplicationDatabaseConfig"]["result"] | undefined): string[] {
  const results = [...(check?.source_db_config_check_results ?? []), ...(check?.target_db_config_check_results ?? [])];
  // One that failed is `fail` in the list of values and `failed` in an example.
  return results
    .filter(({ check_result = "success" }) => check_result.toLowerCase() !== "success")
    .map(({ param_name, value }) => `${param_name} (${value})`);
}

async function isListed(cloud: GaussDb, id: string): Promise<boolean> {
  const start = Date.now();
  return cloud.wait({
    what: "preparing",
    async look() {
      const task = await taskOf(cloud, id);
      if (task !== undefined) return isUnseen(task) ? { now: "looked at" } : { done: true };
      return Date.now() - start > listedAfterMs ? { done: false } : { now: "not visible yet" };
    },
  });
}

/** Starts the task (4.15.13). A refusal counts only as long as the task does not run: it may be sent twice. */
export async function start(cloud: GaussDb, id: string, plan: Plan): Promise<void> {
  const { instance_id, task_name } = pathOf(id);
  const body = {
    source_instance_id: sourceOf(id),
    source_node_id: nodeOf(plan),
    source_database: plan.sourceDatabase,
    target_database: plan.targetDatabase,
    task_name,
  };
  await cloud.change("createStarRocksReplication", { instance_id, body }).catch(async (error: unknown) => {
    const task = await taskOf(cloud, id);
    if (task === undefined || stateOf(task) === "waiting" || isBroken(task)) throw error;
  });
}

/** A StarRocks instance copies from the instance to which it belongs. */
function sourceOf(id: string): string {
  const [instanceId = ""] = htapPartsOf(id).htapInstanceId.split("/");
  return instanceId;
}

function nodeOf({ sourceNodeId }: Plan): string | undefined {
  return sourceNodeId === undefined ? undefined : ownIdOf(sourceNodeId);
}
