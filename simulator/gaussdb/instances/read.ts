import type { Call } from "../../cloud.ts";
import { engine, flavors, zoneStatus } from "../catalogue.ts";
import { instanceById, instanceOf, nodesOf, projectOf, proxiesOf } from "../lookup.ts";
import { matches, page, text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Instance } from "../store.ts";
import { plainTime } from "../times.ts";
import type { Handlers, World } from "../world.ts";
import { detail, listItem } from "./views.ts";

/** 4.1.1, 4.2.1, 4.3.27, 4.3.31 to 4.3.33 and 4.3.41. */
export function readInstanceHandlers(world: World): Handlers {
  let reads = 0;
  return {
    listInstances: (call) => {
      const found = ownInstances(world, call).filter((instance) => isWanted(world, instance, call.query));
      const instances = page(found, call.query).map((instance) => listItem(world, instance));
      return { status: 200, body: { instances, total_count: found.length } };
    },
    getInstance: (call) => {
      reads += 1;
      return { status: 200, body: { instance: detail(world, instanceOf(world, call), reads) } };
    },
    listInstanceDetails: (call) => {
      reads += 1;
      const ids = (text(call.query.instance_ids) ?? "").split(",");
      const found = ids.map((id) => instanceById(world, call, id));
      return { status: 200, body: { instances: found.map((instance) => detail(world, instance, reads)) } };
    },
    getInstanceDatabaseVersion: (call) => {
      const instance = instanceOf(world, call);
      const datastore = {
        current_version: engine.version,
        current_kernel_version: instance.kernel_version,
        latest_version: engine.version,
        latest_kernel_version: engine.latest_kernel_version,
      };
      const upgrade_flag = instance.kernel_version !== engine.latest_kernel_version;
      return { status: 200, body: { datastore, upgrade_flag } };
    },
    getInstanceEip: (call) => ({ status: 200, body: eipView(instanceOf(world, call)) }),
    listDatabaseEngineVersions: () => {
      const { id, name, version, kernel_version } = engine;
      return { status: 200, body: { datastores: [{ id, name, version, kernel_version }] } };
    },
    listDatabaseFlavors: (call) => {
      const { region } = projectOf(world, call);
      const wanted = flavors.filter(({ spec_code }) => matches(spec_code, text(call.query.spec_code)));
      const body = wanted.map((flavor) => ({
        vcpus: String(flavor.vcpus),
        ram: String(flavor.ram),
        type: flavor.type,
        id: flavor.id,
        spec_code: flavor.spec_code,
        version_name: engine.name,
        instance_mode: "Cluster",
        az_status: zoneStatus(flavor, region),
      }));
      return { status: 202, body: { flavors: body } };
    },
  };
}

function ownInstances(world: World, call: Call) {
  const project = projectOf(world, call);
  return [...world.store.instances.values()].filter(({ project_id }) => project_id === project.id);
}

function isWanted(world: World, instance: Instance, query: Record<string, unknown>) {
  const tags = (text(query.tags) ?? "").split(",").filter((tag) => tag !== "");
  const keys = tags.map((tag) => tag.split("=")[0]);
  if (new Set(keys).size !== keys.length) refuse("DBS.280272");
  const readAddresses = nodesOf(world, instance).map(({ private_read_ip }) => private_read_ip);
  const proxyAddresses = proxiesOf(world, instance).map(({ address }) => address);
  return (
    matches(instance.id, text(query.id)) &&
    matches(instance.name, text(query.name)) &&
    matches(instance.vpc_id, text(query.vpc_id)) &&
    matches(instance.subnet_id, text(query.subnet_id)) &&
    matches(instance.private_write_ip, text(query.private_ip)) &&
    isAmong(readAddresses, text(query.readonly_private_ip)) &&
    isAmong(proxyAddresses, text(query.proxy_ip)) &&
    tags.every((tag) => instance.tags.some(({ key, value }) => `${key}=${value}` === tag))
  );
}

function isAmong(values: string[], filter: string | undefined) {
  return filter === undefined || values.includes(filter);
}

function eipView({ eip, private_write_ip, project_id }: Instance) {
  if (!eip) return { can_enable_public_access: true };
  return {
    can_enable_public_access: true,
    id: eip.id,
    type: "5_bgp",
    port_id: eip.id,
    public_ip_address: eip.address,
    private_ip_address: private_write_ip,
    status: "ACTIVE",
    tenant_id: project_id,
    create_time: plainTime(eip.bound),
    bandwidth_id: eip.id,
    bandwidth_name: `bandwidth-${eip.id.slice(0, 4)}`,
    bandwidth_size: 1,
    bandwidth_share_type: "PER",
    profile: {},
  };
}
