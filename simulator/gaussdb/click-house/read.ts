import { htapEngines, storageTypes } from "../htap/catalogue.ts";
import { statusOf } from "../htap/list.ts";
import { childOf } from "../htap/lookup.ts";
import { htapNodesOf } from "../htap/records.ts";
import type { HtapGroup, HtapInstance } from "../htap/store.ts";
import { infrastructureFlavor, instanceView, nodeView, volumeSize } from "../htap/views.ts";
import type { Handlers, World } from "../world.ts";

const ports = { tep_port: 9000, http_port: 8123, mysql_port: 3306, https_port: 8443, tep_secure_port: 9440 };

/** 4.16.16. */
export function readClickHouseHandlers(world: World): Handlers {
  return {
    getClickHouseInstance: (call) => {
      const htap = childOf(world, call, "click-house", call.path.clickhouse_instance_id ?? "");
      return { status: 200, body: { instance: detail(world, htap) } };
    },
  };
}

function detail(world: World, htap: HtapInstance) {
  const { id, kernel_version } = htapEngines["click-house"];
  const code = storageTypes.find(({ io_type }) => io_type === htap.groups[0]?.io_type)?.code ?? "";
  return {
    ...instanceView(world, htap),
    status: statusOf(htap),
    datastore_version_id: id,
    datastore_version: kernel_version,
    datastore_type: htap.engine,
    param_group: { id: `${htap.id.slice(0, 32)}pr16`, name: "Default-clickhouse" },
    create_fail_error_code: htap.status === "createfail" ? "DBS.200001" : "",
    groups: htap.groups.map((group) => groupView(htap, group)),
    master_az_code: htapNodesOf(htap).find(({ type }) => type === "master")?.az_code ?? null,
    enterprise_project_id: htap.sys_tags.find(({ key }) => key === "_sys_enterprise_project_id")?.value ?? null,
    port_info: ports,
    volume_code: `gaussdb.ch.evs.${code}`,
    ssl_option: true,
    pay_model: null,
  };
}

function groupView(htap: HtapInstance, group: HtapGroup) {
  return {
    id: group.id,
    name: group.name,
    group_type_name: "clickhouse",
    nodes: group.nodes.map((node) => ({
      ...nodeView(htap, group, node),
      volume: { type: group.io_type, size: volumeSize(group) },
      order_id: "",
      region: htap.region,
      iass_flavor_ref: infrastructureFlavor(group, "c3"),
    })),
  };
}
