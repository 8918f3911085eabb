import type { Activity } from "../store.ts";
import type { World } from "../world.ts";
import { type HtapFlavor, htapEngines, htapFlavors } from "./catalogue.ts";
import type { HtapGroup, HtapInstance, HtapNode } from "./store.ts";

/** What goes on with an instance or a node, as reads of analytical instances show it. */
export function actionsView(world: World, htap: HtapInstance, { id, activity }: { id: string; activity: Activity }) {
  if (activity === "") return [];
  const jobs = [...world.store.jobs.values()].filter((job) => job.instance_id === htap.id && job.status === "Running");
  return jobs.slice(-1).map((job) => ({
    id: job.id,
    action: activity,
    object_id: id,
    type: id === htap.id ? "instance" : "node",
    job_id: job.id,
    status: "OK_TO_RUN",
    created_at: job.created,
    updated_at: job.created,
  }));
}

/** The flavor of a group of nodes. */
function flavorOf({ flavor_id }: HtapGroup): HtapFlavor | undefined {
  return htapFlavors.find(({ id }) => id === flavor_id);
}

/** The flavor of the infrastructure below: `c6.xlarge.4` for `gaussdb.sr-fe.xlarge.x86.4`. */
export function infrastructureFlavor(group: HtapGroup, family: string): string {
  return `${family}.${flavorOf(group)?.spec_code.split(".")[2] ?? "xlarge"}.4`;
}

/** The size of a volume in reads: bytes as text. */
export function volumeSize({ capacity_in_gb }: HtapGroup): string {
  return String(capacity_in_gb * 1_000_000_000);
}

/** What the reads of both engines tell of a node. */
export function nodeView(htap: HtapInstance, group: HtapGroup, node: HtapNode) {
  const flavor = flavorOf(group);
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    status: node.status,
    period: "null",
    cpu: String(flavor?.vcpus ?? 0),
    mem: String(flavor?.ram ?? 0),
    datastore: {
      id: htapEngines[htap.engine].id,
      type: htap.engine,
      version: htapEngines[htap.engine].kernel_version,
    },
    priority: 1,
    frozen_flag: 0,
    db_port: htap.port,
    pay_model: "0",
    traffic_ip: node.traffic_ip,
    traffic_ipv6: "",
    traffic_vip: "",
    traffic_vipv6: "",
    az_code: node.az_code,
    az_description: node.az_code,
    az_type: "Center",
    create_at: node.created,
    update_at: node.updated,
    flavor_id: group.flavor_id,
    flavor_ref: flavor?.spec_code ?? "",
    max_connections: "0",
    vpc_id: htap.vpc_id,
    subnet_id: htap.subnet_id,
    need_restart: false,
    sg_id: htap.security_group_id,
  };
}

/** What the reads of both engines tell of an instance. */
export function instanceView(world: World, htap: HtapInstance) {
  const [start_time = "", end_time = ""] = htap.maintenance_window.split("-");
  return {
    id: htap.id,
    name: htap.name,
    project_id: htap.project_id,
    public_ip: "",
    can_enable_public_access: false,
    current_backup_node_id: null,
    cluster_mode: htap.ha_mode,
    is_frozen: 0,
    frozen_time: null,
    db_user: null,
    bak_period: null,
    bak_keep_day: null,
    bak_expected_start_time: null,
    create_at: htap.created,
    update_at: htap.updated,
    delete_at: null,
    db_port: String(htap.port),
    actions: actionsView(world, htap, htap),
    ops_window: { period: null, start_time, end_time },
    tags_info: { tags: [], sys_tags: htap.sys_tags },
    time_zone: htap.time_zone,
    backup_used_space: null,
    az_mode: htap.az_mode,
    support_data_replication: true,
    new_version_available: false,
    dedicated_resource_id: null,
  };
}
