import { engine, flavors } from "../catalogue.ts";
import { nodesOf, proxiesOf } from "../lookup.ts";
import type { DatabaseNode, Instance } from "../store.ts";
import { timestamp } from "../times.ts";
import type { World } from "../world.ts";

/*
 * The live service returns strings for several fields whose documented examples are numbers (port, keep_days, vcpus,
 * ram, max_connections), and another spelling of the engine than the one sent at creation.
 */
const datastore = (instance: Instance) => ({
  type: "GaussDB(for MySQL)",
  version: engine.version,
  kernel_version: instance.kernel_version,
});

/** An instance as the list shows it (4.3.31). */
export function listItem(world: World, instance: Instance) {
  const flavor = flavors.find(({ spec_code }) => spec_code === instance.flavor_ref);
  return {
    id: instance.id,
    name: instance.name,
    status: instance.status,
    private_ips: instance.private_write_ip === "" ? [] : [instance.private_write_ip],
    readonly_private_ips: nodesOf(world, instance).map(({ private_read_ip }) => private_read_ip),
    proxy_ips: proxiesOf(world, instance).map(({ address }) => address),
    public_ips: instance.eip ? [instance.eip.address] : [],
    port: String(instance.port),
    type: "Cluster",
    region: instance.region,
    datastore: datastore(instance),
    created: timestamp(instance.created),
    updated: timestamp(instance.updated),
    db_user_name: "root",
    vpc_id: instance.vpc_id,
    subnet_id: instance.subnet_id,
    security_group_id: instance.security_group_id,
    flavor_ref: instance.flavor_ref,
    flavor_info: { vcpus: String(flavor?.vcpus ?? 0), ram: String(flavor?.ram ?? 0) },
    volume: { type: "POOL", size: "0.07" },
    backup_strategy: backupStrategy(instance),
    enterprise_project_id: instance.enterprise_project_id,
    time_zone: instance.time_zone,
    charge_info: instance.charge_info,
    ...(instance.dedicated_resource_id !== "" && { dedicated_resource_id: instance.dedicated_resource_id }),
    tags: instance.tags,
  };
}

/** An instance with its nodes and proxies (4.3.32). `read` counts the reads: the order of the nodes is not stable. */
export function detail(world: World, instance: Instance, read: number) {
  const nodes = nodesOf(world, instance);
  const turned = nodes.map((_, index) => nodes[(index + read) % nodes.length]).filter((node) => node !== undefined);
  return {
    id: instance.id,
    name: instance.name,
    project_id: instance.project_id,
    status: instance.status,
    port: String(instance.port),
    alias: instance.alias,
    type: "Cluster",
    charge_info: { charge_mode: instance.charge_info.charge_mode, order_id: instance.order_id },
    node_count: nodes.length,
    datastore: datastore(instance),
    backup_used_space: 0.24,
    created: timestamp(instance.created),
    updated: timestamp(instance.updated),
    private_write_ips: instance.private_write_ip === "" ? [] : [instance.private_write_ip],
    private_dns_names: instance.private_dns_name === "" ? [] : [instance.private_dns_name],
    public_ips: instance.eip?.address ?? "",
    db_user_name: "root",
    vpc_id: instance.vpc_id,
    subnet_id: instance.subnet_id,
    security_group_id: instance.security_group_id,
    configuration_id: instance.configuration_id,
    backup_strategy: backupStrategy(instance),
    nodes: turned.map((node) => nodeView(instance, node)),
    enterprise_project_id: instance.enterprise_project_id,
    time_zone: instance.time_zone,
    az_mode: instance.availability_zone_mode,
    master_az_code: instance.master_availability_zone,
    maintenance_window: instance.maintenance_window,
    tags: instance.tags,
    dedicated_resource_id: instance.dedicated_resource_id,
    proxies: proxiesOf(world, instance).map(({ pool_id, name, address }) => ({ pool_id, name, address })),
    ...(instance.tde_info && { tde_info: instance.tde_info }),
  };
}

function nodeView(instance: Instance, node: DatabaseNode) {
  const flavor = flavors.find(({ spec_code }) => spec_code === node.flavor_ref);
  const prePaid = instance.charge_info.charge_mode === "prePaid";
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    status: node.status,
    port: instance.port,
    private_read_ips: [node.private_read_ip],
    volume: { type: "POOL", used: "0.07", ...(prePaid && { size: instance.volume_size }) },
    az_code: node.az_code,
    region_code: instance.region,
    created: timestamp(node.created),
    updated: timestamp(node.updated),
    flavor_id: flavor?.id ?? "",
    flavor_ref: node.flavor_ref,
    max_connections: instance.parameter_values.max_connections ?? "1500",
    vcpus: String(flavor?.vcpus ?? 0),
    ram: String(flavor?.ram ?? 0),
    need_restart: node.need_restart,
    priority: node.priority,
  };
}

function backupStrategy({ backup_policy: policy }: Instance) {
  return { start_time: policy.start_time, keep_days: String(policy.keep_days) };
}
