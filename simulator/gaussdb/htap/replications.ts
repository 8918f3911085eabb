import type { Answer, Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceById, nodeOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { World } from "../world.ts";
import { jobName } from "./life-cycle.ts";
import type { HtapInstance, HtapReplication, SynchronizationSettings } from "./store.ts";

/** Where the data come from, as requests say it. */
export interface Source {
  source_instance_id: string;
  /** Empty or absent for the primary node. */
  source_node_id?: string;
}

/** The settings of a synchronization for which no check was made: all tables, all parameters as they are by default. */
export const usualSettings = (): SynchronizationSettings => {
  return { parameters: {}, selection: { mode: "except", scope: "all", tables: [] }, tables: [] };
};

/** Adds the record of a synchronization. */
export function addReplication(
  world: World,
  htap: HtapInstance,
  wanted: Pick<
    HtapReplication,
    "name" | "source_instance_id" | "source_node_id" | "source_database" | "target_database" | "settings"
  >,
): HtapReplication {
  const replication: HtapReplication = {
    ...wanted,
    instance_id: htap.id,
    created: world.clock.now(),
    started: false,
    healthy: null,
    stage: "wait",
    change: null,
    last_error_of_alter_table: "",
  };
  world.store.htapReplications.set(keyOf(htap, wanted.name), replication);
  return replication;
}

/** A synchronization by its name, if there is one. */
export function replicationOf(world: World, htap: HtapInstance, name: string): HtapReplication | undefined {
  return world.store.htapReplications.get(keyOf(htap, name));
}

/** Refuses a source that is not the database instance, or a node that is none of its read replicas. */
export function checkSource(world: World, call: Call, htap: HtapInstance, source: Source): void {
  const { source_instance_id: id, source_node_id: nodeId = "" } = source;
  const instance = instanceById(world, call, id);
  if (instance.id !== htap.instance_id) refuse("DBS.05000044", "source_instance_id");
  if (nodeId !== "" && nodeOf(world, instance, nodeId).type !== "slave") refuse("DBS.05000044", "source_node_id");
}

/** Copies the database first, and then what changes in it. */
export function start(world: World, htap: HtapInstance, replication: HtapReplication): Answer {
  requireFree(htap);
  replication.started = true;
  replication.healthy = true;
  return answerWithJob(world, {
    name: jobName("Create", htap.engine, "Replication"),
    instance: htap,
    seconds: durations.changeReplication,
    activity: "MODIFYING",
    finish: (state) => {
      replication.stage = "full";
      if (state !== undefined) replication.healthy = false;
      else world.clock.after(durations.copyDatabase, () => copied(replication));
    },
    fail: () => {
      replication.healthy = false;
      replication.stage = "failed";
    },
  });
}

function copied(replication: HtapReplication) {
  if (replication.stage === "full") replication.stage = "incremental";
}

/** Ends a synchronization for good. */
export function end(world: World, htap: HtapInstance, replication: HtapReplication): Answer {
  requireFree(htap);
  const { stage } = replication;
  replication.stage = "cancelled";
  return answerWithJob(world, {
    name: jobName("Delete", htap.engine, "Replication"),
    instance: htap,
    seconds: durations.changeReplication,
    activity: "MODIFYING",
    finish: () => void world.store.htapReplications.delete(keyOf(htap, replication.name)),
    fail: () => {
      replication.stage = stage;
    },
  });
}

/** What goes on with the database instance meanwhile. */
export function extText(world: World, { instance_id }: HtapInstance): string | null {
  return world.store.instances.get(instance_id)?.activity || null;
}

const keyOf = (htap: HtapInstance, name: string) => `${htap.id}/${name}`;
