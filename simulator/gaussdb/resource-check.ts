import { flavors, zoneStatus, zonesOf } from "./catalogue.ts";
import { instanceById, nodesOf, projectOf } from "./lookup.ts";
import type { Handlers, World } from "./world.ts";

interface CheckBody {
  action: string;
  resource: { flavor_ref?: string; availability_zone?: string; instance_id?: string; node_num?: number };
}

/** 4.3.30: changes nothing, and tells only yes or no. */
export function resourceCheckHandlers(world: World): Handlers {
  return {
    checkResource: (call) => {
      const { region } = projectOf(world, call);
      const { action, resource } = call.body as CheckBody;
      const instance = resource.instance_id ? instanceById(world, call, resource.instance_id) : undefined;
      if (action.toLowerCase() === "createreadonlynode") {
        const nodes = instance ? nodesOf(world, instance).length : 0;
        return { status: 200, body: { result: nodes + (resource.node_num ?? 0) <= 16 } };
      }
      const flavor = flavors.find(({ spec_code }) => spec_code === resource.flavor_ref);
      const zone = resource.availability_zone ?? zonesOf(region)[0] ?? "";
      return { status: 200, body: { result: flavor !== undefined && zoneStatus(flavor, region)[zone] === "normal" } };
    },
  };
}
