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
import { answerWithJob } from "../jobs.ts";
import { page, text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Handlers, World } from "../world.ts";
import { checkConfiguration } from "./replication-check.ts";
import { selectionView } from "./table-selection.ts";

interface CreateBody extends Source {
  source_database: string;
  target_database: string;
  task_name: string;
}

/** 4.15.1, 4.15.2 and 4.15.13 to 4.15.19. */
export function starRocksReplicationHandlers(world: World): Handlers {
  const instanceOf = (call: Call) => htapInstanceOf(world, call, "star-rocks", missingForReplications);

  /** The task that the body of a change names, which is refused for one that does not exist. */
  function taskOf(call: Call, htap: HtapInstance): HtapReplication {
    const { task_name: name } = (call.body ?? {}) as { task_name?: string };
    if (name === undefined) return refuse("DBS.05000044", "task_name");
    return replicationOf(world, htap, name) ?? refuse("DBS.05000091", "the task does not exist");
  }

  /** Pauses or resumes. */
  function switched(call: Call, verb: string, { from, to }: { from: readonly Stage[]; to: Stage }): Answer {
    const htap = instanceOf(call);
    const task = taskOf(call, htap);
    if (!from.includes(task.stage)) refuse("DBS.05000091", `the stage is ${task.stage}`);
    requireFree(htap);
    return answerWithJob(world, {
      name: jobName(verb, "star-rocks", "Replication"),
      instance: htap,
      seconds: durations.changeReplication,
      activity: "MODIFYING",
      finish: () => {
        task.stage = to;
      },
    });
  }

  return {
    pauseStarRocksReplication: (call) => switched(call, "Pause", { from: ["full", "incremental"], to: "paused" }),
    resumeStarRocksReplication: (call) => switched(call, "Resume", { from: ["paused"], to: "incremental" }),
    createStarRocksReplication: (call) => {
      const htap = instanceOf(call);
      const body = call.body as CreateBody;
      checkSource(world, call, htap, body);
      return start(world, htap, taskToStart(world, htap, body));
    },
    deleteStarRocksReplication: (call) => {
      const htap = instanceOf(call);
      return end(world, htap, taskOf(call, htap));
    },
    listStarRocksReplications: (call) => {
      const htap = instanceOf(call);
      const all = htapReplicationsOf(world, htap);
      const replications = page(all, call.query, 10).map(listItem);
      // Numbers are texts here, as in the vendor's tables and clients; the document's example has numbers.
      return {
        status: 200,
        body: { total_count: String(all.length), replications, ext_text: extText(world, htap) },
      };
    },
    checkStarRocksReplicationDatabaseConfig: (call) => checkConfiguration(world, call, instanceOf(call)),
    getStarRocksReplicationConfiguration: (call) => {
      const task = replicationOf(world, instanceOf(call), text(call.query.task_name) ?? "");
      return { status: 200, body: configurationView(task ?? refuse("DBS.270022")) };
    },
    listStarRocksReplicationDatabaseParameters: (call) => {
      instanceOf(call);
      return { status: 200, body: { db_parameters: synchronizationParameters["star-rocks"] } };
    },
    listStarRocksDatabases: listHtapDatabases(world, "star-rocks"),
  };
}

/** A task that a check has made keeps its settings; for another one the usual settings hold. */
function taskToStart(world: World, htap: HtapInstance, body: CreateBody): HtapReplication {
  const { task_name: name, source_instance_id, source_node_id = "", source_database, target_database } = body;
  const known = replicationOf(world, htap, name);
  if (known?.started) refuse("DBS.05000091", "the task exists already");
  const others = htapReplicationsOf(world, htap).filter((other) => other !== known);
  if (others.some((other) => other.target_database === target_database)) refuse("DBS.200826");
  requireFree(htap);
  const wanted = { name, source_instance_id, source_node_id, source_database, target_database };
  if (!known) return addReplication(world, htap, { ...wanted, settings: usualSettings() });
  // The cloud has not looked at it yet.
  if (known.healthy === null) refuse("DBS.200019");
  return Object.assign(known, wanted);
}

function listItem(task: HtapReplication) {
  return {
    source_database: task.source_database,
    target_database: task.target_database,
    task_name: task.name,
    status: task.healthy === null ? "Wait" : task.healthy ? "Yes" : "No",
    stage: stageNames[task.stage],
    percentage: task.stage === "incremental" || task.stage === "paused" ? "100" : "0",
    catchup_stage: null,
    catchup_percentage: "0",
  };
}

/** The document lists stages in lower case and shows one in another spelling. */
const stageNames: Readonly<Record<Stage, string>> = {
  wait: "wait",
  full: "full",
  incremental: "Incremental",
  paused: "paused",
  // There is no word for it: the task waits, and its status is bad.
  failed: "wait",
  cancelled: "cancelled",
};

function configurationView(task: HtapReplication) {
  const { parameters, selection, tables } = task.settings;
  return {
    source_instance_id: task.source_instance_id,
    source_node_id: task.source_node_id,
    database_info: {
      database_name: task.source_database,
      db_config_check_results: parametersInForce("star-rocks", parameters),
    },
    table_infos: tables.map((table) => ({ ...table, check_result: "success" })),
    table_repl_config: selectionView(selection),
    new_table_repl_config: {},
    target_database_name: task.target_database,
    is_tables_change: false,
    last_error_of_alter_table: task.last_error_of_alter_table,
  };
}
