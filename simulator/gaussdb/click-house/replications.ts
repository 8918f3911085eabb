import type { Answer, Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { listHtapDatabases } from "../htap/databases.ts";
import { jobName } from "../htap/life-cycle.ts";
import { htapInstanceOf, htapReplicationsOf, missingForReplications } from "../htap/lookup.ts";
import {
  addReplication,
  checkSource,
  end,
  extText,
  replicationOf,
  type Source,
  start,
  usualSettings,
} from "../htap/replications.ts";
import type { HtapInstance, HtapReplication, Stage } from "../htap/store.ts";
import { parametersInForce, synchronizationParameters } from "../htap/synchronization-parameters.ts";
import { answerWithJob, failJob, startJob } from "../jobs.ts";
import { page, text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Handlers, World } from "../world.ts";
import { checkDatabase, checkTables } from "./replication-check.ts";
import { selectionFromText, selectionView } from "./table-selection.ts";

interface CreateBody extends Source {
  source_database: string;
}

interface ChangeBody extends Source {
  database: string;
  value: string;
}

/** 4.16.9 to 4.16.13 and 4.16.23 to 4.16.27. */
export function clickHouseReplicationHandlers(world: World): Handlers {
  const instanceOf = (call: Call) => htapInstanceOf(world, call, "click-house", missingForReplications);
  const existing = (htap: HtapInstance, database: string) =>
    replicationOf(world, htap, database) ?? refuse("DBS.05000091", "the database is not synchronized");
  return {
    checkClickHouseReplicationDatabaseConfig: (call) => checkDatabase(world, call, instanceOf(call)),
    checkClickHouseReplicationTableConfig: (call) => checkTables(world, call, instanceOf(call)),
    listClickHouseDatabases: listHtapDatabases(world, "click-house"),
    listClickHouseReplicationDatabaseParameters: (call) => {
      instanceOf(call);
      return { status: 200, body: { db_parameters: synchronizationParameters["click-house"] } };
    },
    createClickHouseReplication: (call) => create(world, call, instanceOf(call)),
    listClickHouseReplications: (call) => {
      const htap = instanceOf(call);
      const all = htapReplicationsOf(world, htap);
      const replications = page(all, call.query, 10).map(listItem);
      return { status: 200, body: { total_count: all.length, replications, ext_text: extText(world, htap) } };
    },
    getClickHouseReplicationConfig: (call) => {
      const replication = replicationOf(world, instanceOf(call), text(call.query.database_name) ?? "");
      return { status: 200, body: configurationView(replication ?? refuse("DBS.270022")) };
    },
    deleteClickHouseReplication: (call) => {
      const htap = instanceOf(call);
      return end(world, htap, existing(htap, call.path.database_name ?? ""));
    },
    updateClickHouseReplicationConfig: (call) => {
      const htap = instanceOf(call);
      const body = call.body as ChangeBody;
      checkSource(world, call, htap, body);
      return changeTables(world, htap, existing(htap, body.database), body.value);
    },
    stopClickHouseReplicationConfigUpdate: (call) => {
      const htap = instanceOf(call);
      return stopChange(world, htap, existing(htap, text(call.query.database) ?? ""));
    },
  };
}

/** The settings that the latest check of the database has found to be right hold, or the usual ones. */
function create(world: World, call: Call, htap: HtapInstance): Answer {
  const { source_database, source_node_id = "", source_instance_id } = call.body as CreateBody;
  checkSource(world, call, htap, { source_instance_id, source_node_id });
  if (replicationOf(world, htap, source_database)) refuse("DBS.200826");
  requireFree(htap);
  const settings = htap.checked[source_database] ?? usualSettings();
  delete htap.checked[source_database];
  const names = { name: source_database, source_database, target_database: source_database };
  return start(world, htap, addReplication(world, htap, { ...names, source_instance_id, source_node_id, settings }));
}

/** A list of what is synchronized stays one, and so does a list of what is not. */
function changeTables(world: World, htap: HtapInstance, replication: HtapReplication, value: string): Answer {
  const selection = selectionFromText(value);
  if (selection.mode !== replication.settings.selection.mode) refuse("DBS.05000091", "the kind of list is fixed");
  requireFree(htap);
  const job = startJob(world, {
    name: jobName("Modify", "click-house", "Replication"),
    instance: htap,
    seconds: durations.changeReplication,
    activity: "MODIFYING",
    finish: () => {
      replication.settings.selection = selection;
      replication.change = null;
      replication.last_error_of_alter_table = "";
    },
    fail: () => {
      replication.change = null;
      replication.last_error_of_alter_table = "The tables could not be changed.";
    },
  });
  replication.change = { job_id: job.id, selection };
  return { status: 200, body: { job_id: job.id } };
}

/** Ends a change that runs; the tables stay what they were. */
function stopChange(world: World, htap: HtapInstance, replication: HtapReplication): Answer {
  const job = world.store.jobs.get(replication.change?.job_id ?? "");
  if (!job) return refuse("DBS.05000091", "no change runs");
  failJob(world, job, { reason: "The change was stopped." });
  replication.last_error_of_alter_table = "";
  return answerWithJob(world, {
    name: jobName("Stop", "click-house", "ReplicationChange"),
    instance: htap,
    seconds: durations.changeReplication,
    activity: "MODIFYING",
  });
}

function listItem({ source_database, target_database, healthy, stage }: HtapReplication) {
  return {
    source_database,
    target_database,
    status: healthy ? "normal" : "abnormal",
    stage: stageNames[stage],
    percentage: stage === "incremental" ? 100 : 0,
    catchup_stage: null,
  };
}

/** The document lists stages in lower case and shows them with a capital. */
const stageNames: Readonly<Record<Stage, string>> = {
  wait: "Wait",
  full: "Full",
  incremental: "Incremental",
  paused: "other",
  failed: "failed",
  cancelled: "other",
};

function configurationView(replication: HtapReplication) {
  const { settings, change } = replication;
  return {
    source_instance_id: replication.source_instance_id,
    source_node_id: replication.source_node_id,
    database_info: {
      database_name: replication.source_database,
      db_config_check_results: parametersInForce("click-house", settings.parameters),
    },
    table_infos: settings.tables.map((table) => ({ ...table, check_result: "success" })),
    table_repl_config: selectionView(settings.selection),
    is_tables_change: change !== null,
    new_table_repl_config: change ? selectionView(change.selection) : { repl_type: null, tables: null },
    last_error_of_alter_table: replication.last_error_of_alter_table || null,
  };
}
