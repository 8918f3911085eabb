import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { startJob } from "../jobs.ts";
import { refuse } from "../refusal.ts";
import type { Instance, Job } from "../store.ts";
import type { World } from "../world.ts";
import { flavorStatus, htapEngines, htapFlavors, mostHtapInstances, storageStatus, storageTypes } from "./catalogue.ts";
import { htapInstancesOf } from "./lookup.ts";
import { htapNodesOf, type NewGroup, removeHtapInstance } from "./records.ts";
import type { HtapEngine, HtapInstance, HtapNode } from "./store.ts";

/** Names of jobs; the vendor's list of names has none of analytical instances. */
const jobNames = { "star-rocks": "StarRocks", "click-house": "ClickHouse" };

/** The name of a job that does something with an analytical instance: `RestartStarRocksInstance`. */
export function jobName(verb: string, engine: HtapEngine, object = "Instance"): string {
  return `${verb}${jobNames[engine]}${object}`;
}

/** Refuses a creation that the document's schema allows and the cloud does not. */
export function checkCreation(
  world: World,
  instance: Instance,
  wanted: { engine: HtapEngine; version: string; zones: readonly string[]; groups: readonly NewGroup[] },
): void {
  if (wanted.version !== htapEngines[wanted.engine].name) refuse("DBS.280238");
  for (const { node_type, flavor_id, io_type } of wanted.groups) {
    const flavor = htapFlavors.find(({ id }) => id === flavor_id);
    if (flavor?.node_type !== node_type) refuse("DBS.280434");
    const storage = storageTypes.find((type) => type.io_type === io_type) ?? refuse("DBS.200026");
    for (const zone of wanted.zones) {
      const status = flavorStatus(flavor, instance.region)[zone] ?? refuse("DBS.05000086", zone);
      if (status === "unsupported") refuse("DBS.200054");
      if (storageStatus(storage, instance.region)[zone] === "unsupported") refuse("DBS.200026");
    }
  }
  if (htapInstancesOf(world, instance).length >= mostHtapInstances) refuse("DBS.200046");
  requireFree(instance);
}

/** Builds the instance whose record was added. */
export function startBuilding(world: World, htap: HtapInstance): Job {
  const built = (status: HtapInstance["status"]) => {
    htap.status = status;
    for (const node of htapNodesOf(htap)) {
      // An instance that is not well may have nodes that are.
      node.status = status === "abnormal" ? "normal" : status;
      node.activity = "";
    }
  };
  return startJob(world, {
    name: jobName("Create", htap.engine),
    instance: htap,
    seconds: durations.createHtapInstance,
    activity: "BUILD",
    finish: (state) => built(stateOf(state)),
    fail: () => built("createfail"),
  });
}

function stateOf(state: string | undefined): HtapInstance["status"] {
  if (state === undefined) return "normal";
  return state === "abnormal" ? state : "createfail";
}

/** Deletes an instance, also one that is not well. */
export function startDeletion(world: World, htap: HtapInstance): Job {
  if (htap.status === "normal" || htap.status === "creating") requireFree(htap);
  return startJob(world, {
    name: jobName("Delete", htap.engine),
    instance: htap,
    seconds: durations.deleteHtapInstance,
    activity: "DELETING",
    finish: () => removeHtapInstance(world, htap),
  });
}

/** Restarts an instance, or some nodes of it. */
export function startRestart(world: World, htap: HtapInstance, nodes: readonly HtapNode[]): Job {
  requireFree(htap);
  const all = nodes.length === htapNodesOf(htap).length;
  for (const node of nodes) node.activity = "REBOOTING";
  const over = () => {
    for (const node of nodes) {
      node.activity = "";
      node.updated = world.clock.now();
    }
  };
  return startJob(world, {
    name: jobName("Restart", htap.engine, all ? "Instance" : "Node"),
    instance: htap,
    seconds: durations.restart,
    activity: "REBOOTING",
    finish: over,
    fail: over,
  });
}
