import type { Instance } from "../store.ts";
import type { World } from "../world.ts";
import type { HtapGroup, HtapInstance, HtapNode } from "./store.ts";

/** Ends of the ids of what belongs to an engine: `in17` for a StarRocks instance. */
const suffixes = { "star-rocks": "17", "click-house": "16" };

/** What a request says of the new instance. */
export type NewHtapInstance = Pick<
  HtapInstance,
  "engine" | "name" | "ha_mode" | "version" | "az_mode" | "az_code" | "time_zone" | "sys_tags"
>;

/** What a request says of a group of nodes. */
export interface NewGroup extends Pick<HtapGroup, "node_type" | "flavor_id" | "io_type" | "capacity_in_gb"> {
  readonly types: readonly HtapNode["type"][];
}

/** Adds the record of an instance, which is in the network of its database instance. */
export function addHtapInstance(
  world: World,
  instance: Instance,
  wanted: NewHtapInstance,
  groups: readonly NewGroup[],
): HtapInstance {
  const now = world.clock.now();
  const htap: HtapInstance = {
    ...wanted,
    id: world.newId(`in${suffixes[wanted.engine]}`),
    instance_id: instance.id,
    project_id: instance.project_id,
    created: now,
    updated: now,
    region: instance.region,
    status: "creating",
    activity: "BUILD",
    port: 3306,
    vpc_id: instance.vpc_id,
    subnet_id: instance.subnet_id,
    security_group_id: instance.security_group_id,
    maintenance_window: "18:00-22:00",
    groups: [],
    slow_log_masking: false,
    checked: {},
    password_changes: 0,
  };
  htap.groups = groups.map((group) => newGroup(world, htap, group));
  world.store.htapInstances.set(htap.id, htap);
  return htap;
}

function newGroup(world: World, htap: HtapInstance, { types, ...group }: NewGroup): HtapGroup {
  const suffix = suffixes[htap.engine];
  const kind = group.node_type === "clickhouse" ? "" : `_${group.node_type}`;
  const name = `${htap.name}${kind}_shard01`;
  const zones = htap.az_code.split(",");
  const nodes = types.map((type, index): HtapNode => {
    return {
      id: world.newId(`no${suffix}`),
      created: htap.created,
      updated: htap.created,
      name: `${name}_node${String(index + 1).padStart(2, "0")}`,
      type,
      status: "creating",
      activity: "BUILD",
      az_code: zones[index % zones.length] ?? htap.az_code,
      traffic_ip: world.newAddress(),
    };
  });
  return { ...group, id: world.newId(`gr${suffix}`), name, nodes };
}

/** The nodes of an analytical instance. */
export function htapNodesOf({ groups }: HtapInstance): HtapNode[] {
  return groups.flatMap(({ nodes }) => nodes);
}

/** Takes an analytical instance away with its users, synchronizations and log settings. */
export function removeHtapInstance({ store }: World, htap: HtapInstance): void {
  store.htapInstances.delete(htap.id);
  for (const children of [store.htapUsers, store.htapReplications, store.clickHouseLtsConfigs]) {
    for (const [key, child] of children) if (child.instance_id === htap.id) children.delete(key);
  }
}
