import { instanceOf } from "../lookup.ts";
import type { Handlers, World } from "../world.ts";
import { htapEngines, mostHtapInstances } from "./catalogue.ts";
import { htapInstancesOf } from "./lookup.ts";
import { htapNodesOf } from "./records.ts";
import type { HtapInstance } from "./store.ts";
import { actionsView } from "./views.ts";

/** 4.15.12: the analytical instances of both engines, without pages. */
export function listHtapHandlers(world: World): Handlers {
  return {
    listHtapInstances: (call) => {
      const found = htapInstancesOf(world, instanceOf(world, call));
      const instances = found.map((htap) => listItem(world, htap));
      return {
        status: 200,
        body: { total: found.length, instances, max_htap_instance_num_of_taurus: mostHtapInstances },
      };
    },
  };
}

/** Some fields differ from those of the reads of one instance in name or type. */
function listItem(world: World, htap: HtapInstance) {
  const nodes = htapNodesOf(htap);
  const readable = htap.groups[0]?.nodes ?? [];
  return {
    id: htap.id,
    name: htap.name,
    engine_name: htap.engine,
    engine_version: htapEngines[htap.engine].kernel_version.split(".").slice(0, 3).join("."),
    project_id: htap.project_id,
    instance_state: {
      instance_status: statusOf(htap),
      create_fail_error_code: htap.status === "createfail" ? "DBS.200001" : null,
      fail_message: null,
      wait_restart_for_params: false,
    },
    create_at: htap.created,
    is_frozen: false,
    ha_mode: htap.ha_mode,
    pay_model: "0",
    order_id: null,
    alter_order_id: "",
    data_vip: readable[0]?.traffic_ip ?? "",
    readable_node_infos: readable.map(({ id, name, traffic_ip }) => {
      return { data_ip: traffic_ip, node_id: id, node_name: name };
    }),
    data_ips: readable.map(({ traffic_ip }) => traffic_ip),
    proxy_ips: [],
    data_vip_v6: null,
    port: htap.port,
    available_zones: htap.az_code.split(",").map((code) => ({ code, description: code, az_type: "Center" })),
    current_actions: actionsView(world, htap, htap),
    volume_type: htap.groups[0]?.io_type ?? "",
    server_type: "KVM",
    enterprise_project_id: htap.sys_tags.find(({ key }) => key === "_sys_enterprise_project_id")?.value ?? "0",
    dedicated_resource_id: "",
    network: { vpc_id: htap.vpc_id, sub_net_id: htap.subnet_id, security_group_id: htap.security_group_id },
    ch_master_node_id: nodes.find(({ type }) => type === "master")?.id ?? null,
    node_num: nodes.length,
  };
}

/** A creation that failed has another word at each engine. */
export function statusOf({ engine, status }: HtapInstance): string {
  return engine === "click-house" && status === "createfail" ? "createfailed" : status;
}
