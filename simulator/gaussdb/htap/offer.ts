import type { Call } from "../../cloud.ts";
import { projectOf } from "../lookup.ts";
import { text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Handlers, World } from "../world.ts";
import {
  flavorStatus,
  flavorsOf,
  htapEngines,
  htapFlavors,
  mostHtapInstances,
  storageStatus,
  storageTypes,
} from "./catalogue.ts";
import type { HtapEngine } from "./store.ts";

interface CheckBody {
  resource: {
    instance_num: number;
    mode: "Cluster" | "Single";
    fe_node_num: number;
    be_node_num: number;
    fe_flavor_ref: string;
    be_flavor_ref: string;
    availability_zone?: string;
    subnet_id: string;
  };
}

/** What is on sale: 4.15.8 to 4.15.11. */
export function htapOfferHandlers(world: World): Handlers {
  return {
    checkStarRocksResource: (call) => ({ status: 200, body: { result: isAvailable(world, call) } }),
    listHtapDatastores: (call) => {
      projectOf(world, call);
      return { status: 200, body: { datastores: [htapEngines[call.path.engine_name as HtapEngine]] } };
    },
    listHtapStorageTypes: (call) => {
      const { region } = projectOf(world, call);
      const { name, kernel_version } = htapEngines[call.path.database as HtapEngine];
      const version = text(call.query.version_name);
      if (version !== name && version !== kernel_version) refuse("DBS.280238");
      const types = storageTypes.map((type) => ({
        name: type.name,
        az_status: storageStatus(type, region),
        min_volume_size: type.min_volume_size,
      }));
      return { status: 200, body: { storage_type: types } };
    },
    listHtapFlavors: (call) => {
      const { region } = projectOf(world, call);
      const wanted = text(call.query.spec_code);
      const found = flavorsOf(call.path.engine_name as HtapEngine).filter(
        ({ spec_code }) => wanted === undefined || spec_code === wanted,
      );
      if (found.length === 0) refuse("DBS.280434");
      const flavors = found.map((flavor) => ({
        type: "x86",
        vcpus: String(flavor.vcpus),
        ram: String(flavor.ram),
        id: flavor.id,
        spec_code: flavor.spec_code,
        // The version of the database instance's engine, whatever the analytical engine is.
        version_name: "8.0",
        instance_mode: "Cluster",
        az_status: flavorStatus(flavor, region),
      }));
      return { status: 200, body: { flavors } };
    },
  };
}

/** Changes nothing, and tells only yes or no. The subnet is that of the database instance. */
function isAvailable(world: World, call: Call): boolean {
  const { region, id } = projectOf(world, call);
  const { resource } = call.body as CheckBody;
  const zone = resource.availability_zone;
  const flavors = [
    htapFlavors.find((flavor) => flavor.node_type === "fe" && flavor.spec_code === resource.fe_flavor_ref),
    htapFlavors.find((flavor) => flavor.node_type === "be" && flavor.spec_code === resource.be_flavor_ref),
  ];
  const onSale = flavors.every(
    (flavor) => flavor && (zone === undefined || flavorStatus(flavor, region)[zone] === "normal"),
  );
  const isRight = (nodes: number) => (resource.mode === "Single" ? nodes === 1 : nodes >= 3 && nodes <= 10);
  const hasSubnet = [...world.store.instances.values()].some(
    ({ project_id, subnet_id }) => project_id === id && subnet_id === resource.subnet_id,
  );
  const fits = isRight(resource.fe_node_num) && isRight(resource.be_node_num);
  return onSale && fits && hasSubnet && resource.instance_num <= mostHtapInstances;
}
