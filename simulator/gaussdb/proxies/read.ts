import { proxyEngine, proxyFlavors, zonesOf } from "../catalogue.ts";
import { instanceOf, nodesOf, proxiesOf, proxyOf } from "../lookup.ts";
import { page, text } from "../query.ts";
import type { DatabaseNode, DatabaseProxy, Instance } from "../store.ts";
import { timestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";
import { proxyParameters } from "./parameters.ts";

/** 4.7.3, 4.7.4, 4.7.17, 4.7.18 and 4.7.20. */
export function readProxyHandlers(world: World): Handlers {
  return {
    listProxies: (call) => {
      const instance = instanceOf(world, call);
      const proxies = page(proxiesOf(world, instance), call.query);
      return { status: 200, body: { proxy_list: proxies.map((proxy) => listItem(world, instance, proxy)) } };
    },
    listProxyFlavors: (call) => {
      const { region } = instanceOf(world, call);
      const groups = (["x86", "arm"] as const).map((type) => ({
        group_type: type === "x86" ? "X86" : type,
        proxy_flavors: proxyFlavors
          .filter((flavor) => flavor.type === type)
          .map(({ id, spec_code, vcpus, ram }) => ({
            id,
            spec_code,
            vcpus: String(vcpus),
            ram: String(ram),
            db_type: "Proxy",
            az_status: Object.fromEntries(zonesOf(region).map((zone) => [zone, "normal"])),
          })),
      }));
      return { status: 200, body: { proxy_flavor_groups: groups } };
    },
    getProxyAccessControl: (call) => {
      const proxy = proxyOf(world, instanceOf(world, call), call.path.proxy_id ?? "");
      const { enabled, type, ip_group_id: id, ip_list } = proxy.access_control;
      const ip_group = { id, name: `PROXY-${proxy.pool_id}_elbIpGroup`, ip_list };
      return { status: 200, body: { enable_ip_group: enabled, type, ip_group } };
    },
    getProxyVersion: (call) => {
      const { version } = proxyOf(world, instanceOf(world, call), call.path.proxy_id ?? "");
      const can_upgrade = version !== proxyEngine.latest;
      return { status: 200, body: { current_version: version, latest_version: proxyEngine.latest, can_upgrade } };
    },
    listProxyConfigurations: (call) => {
      const proxy = proxyOf(world, instanceOf(world, call), call.path.proxy_id ?? "");
      const name = text(call.query.name);
      const wanted = proxyParameters.filter((parameter) => !name || parameter.name === name);
      const configurations = page(wanted, call.query, 10).map((parameter) => ({
        name: parameter.name,
        data_type: parameter.type,
        elem_type: parameter.element,
        value_range: parameter.range,
        value: proxy.parameter_values[parameter.name] ?? parameter.value,
        description: `Parameter ${parameter.name}`,
      }));
      return { status: 200, body: { total_count: wanted.length, configurations } };
    },
  };
}

function listItem(world: World, instance: Instance, proxy: DatabaseProxy) {
  const nodes = nodesOf(world, instance);
  const primary = nodes.find(({ type }) => type === "master");
  const replicas = nodes.filter(({ type }) => type === "slave");
  return {
    proxy: proxyView(instance, proxy),
    ...(primary && { master_node: databaseNode(primary, proxy.master_weight) }),
    readonly_nodes: replicas.map((node) => databaseNode(node, proxy.weights[node.id] ?? 0)),
  };
}

/** Switches and sizes are strings here, whatever the requests take. */
function proxyView(instance: Instance, proxy: DatabaseProxy) {
  const flavor = proxyFlavors.find(({ spec_code }) => spec_code === proxy.flavor_ref);
  return {
    pool_id: proxy.pool_id,
    status: proxy.status,
    address: proxy.address,
    port: proxy.port,
    pool_status: proxy.status === "FAILED" ? "FAILED" : "ACTIVE",
    delay_threshold_in_seconds: 30,
    elb_vip: proxy.address,
    eip: "",
    vcpus: String(flavor?.vcpus ?? 0),
    ram: String(flavor?.ram ?? 0),
    node_num: proxy.node_ids.length,
    mode: "Cluster",
    nodes: proxy.node_ids.map((id, index) => ({
      id,
      status: "ACTIVE",
      name: `PROXY-${proxy.pool_id}_${index}`,
      role: index === 0 ? "master" : "slave",
      az_code: instance.master_availability_zone,
      frozen_flag: 0,
    })),
    flavor_ref: proxy.flavor_ref,
    name: proxy.name,
    type: proxy.proxy_mode,
    transaction_split: String(proxy.transaction_split),
    connection_pool_type: proxy.connection_pool_type,
    switch_connection_pool_type_enabled: true,
    route_mode: proxy.route_mode,
    balance_route_mode_enabled: true,
    consistence_mode: proxy.consistence_mode,
    subnet_id: proxy.subnet_id,
    ssl_option: String(proxy.ssl_option),
    new_node_auto_add_status: proxy.new_node_auto_add_status,
    new_node_weight: proxy.new_node_weight,
    created_at: timestamp(proxy.created),
    updated_at: timestamp(proxy.updated),
  };
}

function databaseNode(node: DatabaseNode, weight: number) {
  return {
    id: node.id,
    instance_id: node.instance_id,
    status: node.status === "normal" ? "ACTIVE" : "ABNORMAL",
    name: node.name,
    weight,
    availability_zone: [{ code: node.az_code, description: node.az_code }],
  };
}
