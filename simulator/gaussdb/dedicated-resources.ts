import type { Call } from "../cloud.ts";
import { dedicatedResourceId, flavors, zonesOf } from "./catalogue.ts";
import { nodesOf, projectOf } from "./lookup.ts";
import { page } from "./query.ts";
import { refuse } from "./refusal.ts";
import type { Handlers, World } from "./world.ts";

const total = { vcpus: 64, ram: 256, volume: 10_000_000 };

/** 4.3.10 and 4.3.11, which spell the state, the engine and the zones of the account's one pool differently. */
export function dedicatedResourceHandlers(world: World): Handlers {
  return {
    listDedicatedResources: (call) => {
      const { region } = projectOf(world, call);
      const pool = {
        id: dedicatedResourceId,
        resource_name: "dedicated",
        engine_name: "gaussdb-mysql",
        architecture: "ARM",
        status: "NORMAL",
        capacity: total,
        availability_zone: zonesOf(region).slice(0, 1),
      };
      return { status: 200, body: { resources: page([pool], call.query), total_count: 1 } };
    },
    getDedicatedResource: (call) => {
      const { region } = projectOf(world, call);
      if (call.path.dedicated_resource_id !== dedicatedResourceId) refuse("DBS.290013");
      const used = usage(world, call);
      const body = {
        id: dedicatedResourceId,
        resource_name: "dedicated",
        engine_name: "taurus",
        availability_zone_ids: zonesOf(region).slice(0, 1),
        architecture: "ARM",
        status: "normal",
        dedicated_compute_info: {
          vcpus_total: total.vcpus,
          vcpus_used: used.vcpus,
          ram_total: total.ram,
          ram_used: used.ram,
          spec_code: "gaussdb.mysql.c6.host",
          host_num: 1,
        },
        dedicated_storage_info: { spec_code: "gaussdb.mysql.dfvpool.30tb.host", host_num: 1 },
      };
      return { status: 200, body };
    },
  };
}

/** What the nodes of the instances in the pool take of it. */
function usage(world: World, call: Call) {
  const project = projectOf(world, call);
  const nodes = [...world.store.instances.values()]
    .filter(({ project_id, dedicated_resource_id: pool }) => project_id === project.id && pool === dedicatedResourceId)
    .flatMap((instance) => nodesOf(world, instance));
  const sizes = nodes.map(({ flavor_ref }) => flavors.find(({ spec_code }) => spec_code === flavor_ref));
  return {
    vcpus: sizes.reduce((sum, flavor) => sum + (flavor?.vcpus ?? 0), 0),
    ram: sizes.reduce((sum, flavor) => sum + (flavor?.ram ?? 0), 0),
  };
}
