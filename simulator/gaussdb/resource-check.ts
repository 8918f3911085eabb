import { flavors, zoneStatus, zonesOf } from "./catalogue.ts";
import { instanceById, nodesOf, projectOf } from "./lookup.ts";
import { amountsOf, fitsQuotas } from "./quotas.ts";
import type { Instance, Project } from "./store.ts";
import type { Handlers, World } from "./world.ts";

interface Wanted {
  enterprise_project_id?: string | number;
  instance_num?: number;
  node_num?: number;
  flavor_ref?: string;
  availability_zone?: string;
  instance_id?: string;
}

const mostNodes = 16;

/** 4.3.30: changes nothing, and tells only yes or no. */
export function resourceCheckHandlers(world: World): Handlers {
  return {
    checkResource: (call) => {
      const project = projectOf(world, call);
      const { action, resource } = call.body as { action: string; resource: Wanted };
      const instance = resource.instance_id ? instanceById(world, call, resource.instance_id) : undefined;
      const result = instance
        ? sufficesFor(world, project, { action, instance, wanted: resource })
        : sufficesForNew(world, project, resource);
      return { status: 200, body: { result } };
    },
  };
}

function sufficesForNew(world: World, project: Project, wanted: Wanted): boolean {
  const { instance_num: instances = 1, node_num: nodes = 1, enterprise_project_id: enterpriseProject = "0" } = wanted;
  const flavor = flavors.find(({ spec_code }) => spec_code === wanted.flavor_ref);
  const more = amountsOf(flavor, { instances, nodes: instances * nodes });
  const [first = ""] = zonesOf(project.region);
  return (
    isOnSale(wanted.flavor_ref, project, [wanted.availability_zone ?? first]) &&
    fitsQuotas(world, { project, enterpriseProjectId: String(enterpriseProject), more })
  );
}

/** Whether there is enough for read replicas that are added to an instance, or for another flavor of its nodes. */
function sufficesFor(
  world: World,
  project: Project,
  { action, instance, wanted }: { action: string; instance: Instance; wanted: Wanted },
): boolean {
  const nodes = nodesOf(world, instance);
  const zones = nodes.map(({ az_code }) => az_code);
  if (action === "resizeFlavor") return isOnSale(wanted.flavor_ref, project, zones);
  const { node_num: added = 0 } = wanted;
  const flavor = flavors.find(({ spec_code }) => spec_code === instance.flavor_ref);
  const more = amountsOf(flavor, { instances: 0, nodes: added });
  const enterpriseProjectId = instance.enterprise_project_id;
  return nodes.length + added <= mostNodes && fitsQuotas(world, { project, enterpriseProjectId, more });
}

function isOnSale(specCode: string | undefined, { region }: Project, zones: readonly string[]): boolean {
  const flavor = flavors.find(({ spec_code }) => spec_code === specCode);
  return flavor !== undefined && zones.every((zone) => zoneStatus(flavor, region)[zone] === "normal");
}
