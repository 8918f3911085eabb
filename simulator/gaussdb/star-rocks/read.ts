import { htapEngines, storageTypes } from "../htap/catalogue.ts";
import { childOf } from "../htap/lookup.ts";
import type { HtapGroup, HtapInstance, HtapNode } from "../htap/store.ts";
import { actionsView, infrastructureFlavor, instanceView, nodeView, volumeSize } from "../htap/views.ts";
import type { Handlers, World } from "../world.ts";

/** 4.15.4: the answer has the one instance in an array. */
export function readStarRocksHandlers(world: World): Handlers {
  return {
    getStarRocksInstance: (call) => {
      const htap = childOf(world, call, "star-rocks", call.path.starrocks_instance_id ?? "");
      return { status: 200, body: { instances: [detail(world, htap)] } };
    },
  };
}

function detail(world: World, htap: HtapInstance) {
  const { id, kernel_version } = htapEngines["star-rocks"];
  const [frontends, backends] = htap.groups;
  return {
    ...instanceView(world, htap),
    data_vip: frontends?.nodes.map(({ traffic_ip }) => traffic_ip).join(",") ?? "",
    status: htap.status,
    data_store_version_id: id,
    data_store_version: kernel_version,
    data_store_type: htap.engine,
    param_group: null,
    create_fail_error_code: htap.status === "createfail" ? "DBS.200001" : null,
    groups: htap.groups.map((group) => ({
      id: group.id,
      name: group.name,
      nodes: group.nodes.map((node) => starRocksNode(world, htap, group, node)),
      group_type_name: "starrocks",
      group_node_type: group.node_type,
    })),
    enterprise_project_id: htap.sys_tags.find(({ key }) => key === "_sys_enterprise_project_id")?.value ?? "0",
    port_info: { mysql_port: htap.port },
    fe_node_volume_code: volumeCode(frontends),
    be_node_volume_code: volumeCode(backends),
    fe_node_volume_size: frontends ? volumeSize(frontends) : "0",
    be_node_volume_size: backends ? volumeSize(backends) : "0",
    ssl_option: false,
    pay_model: "0",
  };
}

/** The IaaS flavor is spelled as the vendor's public clients read it; the document spells it `iaas_flavor_ref`. */
function starRocksNode(world: World, htap: HtapInstance, group: HtapGroup, node: HtapNode) {
  return {
    ...nodeView(htap, group, node),
    volume: { type: group.io_type, size: volumeSize(group), used: null, iops: null },
    actions: actionsView(world, htap, node),
    order_id: null,
    region_code: htap.region,
    iass_flavor_ref: infrastructureFlavor(group, "c6"),
    param_group: null,
  };
}

function volumeCode(group: HtapGroup | undefined) {
  const code = storageTypes.find(({ io_type }) => io_type === group?.io_type)?.code ?? "";
  return `gaussdb.sr.evs.${code}`;
}
