import { zonesOf } from "../catalogue.ts";
import { nodesOf } from "../lookup.ts";
import type { DatabaseNode, Instance } from "../store.ts";
import type { World } from "../world.ts";

/** Adds the record of a node. Nodes of a multi-zone instance are spread over the zones of the region. */
export function addNode(
  world: World,
  instance: Instance,
  { type, priority, zone }: { type: DatabaseNode["type"]; priority: number; zone?: string | undefined },
): DatabaseNode {
  const ordinal = Math.max(0, ...nodesOf(world, instance).map((node) => node.ordinal)) + 1;
  const zones = zonesOf(instance.region);
  const first = zones.indexOf(instance.master_availability_zone);
  const spread = zones[(first + ordinal - 1) % zones.length] ?? instance.master_availability_zone;
  const node: DatabaseNode = {
    id: world.newId("no07"),
    instance_id: instance.id,
    created: world.clock.now(),
    ordinal,
    updated: world.clock.now(),
    name: nodeName(instance, ordinal),
    type,
    status: "creating",
    private_read_ip: world.newAddress(),
    az_code: zone ?? (instance.availability_zone_mode === "multi" ? spread : instance.master_availability_zone),
    flavor_ref: instance.flavor_ref,
    priority,
    need_restart: false,
  };
  world.store.nodes.set(node.id, node);
  return node;
}

/** The name that a node gets from its instance. */
export function nodeName(instance: Instance, ordinal: number): string {
  return `${instance.name}_node${String(ordinal).padStart(2, "0")}`;
}
