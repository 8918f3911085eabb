import { requireFree } from "../busy.ts";
import { proxyEngine, proxyFlavors } from "../catalogue.ts";
import { durations } from "../durations.ts";
import { requireNoScalingReplicas } from "../instances/auto-scaling.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf, nodesOf, proxiesOf, proxyOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseProxy, Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { checkWeights, type NodeWeight, setWeights, usualWeights } from "./weights.ts";

interface EnableBody {
  flavor_ref: string;
  node_num: number;
  proxy_name?: string;
  proxy_mode?: "readwrite" | "readonly";
  route_mode?: number;
  nodes_read_weight?: NodeWeight[];
  subnet_id?: string;
  new_node_auto_add_status?: "ON" | "OFF";
  new_node_weight?: number;
}

const mostProxyNodes = 32;

/** 4.7.1, 4.7.2, 4.7.5, 4.7.6 and 4.7.24. */
export function proxyLifeCycleHandlers(world: World): Handlers {
  return {
    enableProxy: (call) => {
      const body = call.body as EnableBody;
      const instance = instanceOf(world, call);
      checkNewProxy(world, instance, body);
      requireNoScalingReplicas(instance);
      requireFree(instance, { addingNodes: "DBS.05000084" });
      const proxy = newProxy(world, instance, body);
      world.store.proxies.set(proxy.pool_id, proxy);
      return answerWithJob(
        world,
        {
          name: "OpenGaussDBforMySQLProxy",
          instance,
          seconds: durations.enableProxy,
          activity: "MODIFYING",
          finish: (state = "ACTIVE") => {
            proxy.status = state.toUpperCase();
          },
          fail: () => {
            proxy.status = "FAILED";
          },
        },
        201,
      );
    },
    disableProxy: (call) => {
      const { proxy_ids: ids } = (call.body ?? {}) as { proxy_ids?: string[] };
      const instance = instanceOf(world, call);
      const proxies = ids?.map((id) => proxyOf(world, instance, id)) ?? [onlyProxy(world, instance)];
      requireNoScalingReplicas(instance);
      requireFree(instance);
      for (const proxy of proxies) proxy.status = "DISABLING PROXY";
      return answerWithJob(world, {
        name: "CloseGaussDBforMySQLProxy",
        instance,
        seconds: durations.disableProxy,
        activity: "MODIFYING",
        finish: () => {
          for (const proxy of proxies) world.store.proxies.delete(proxy.pool_id);
        },
        fail: () => {
          for (const proxy of proxies) proxy.status = "ACTIVE";
        },
      });
    },
    addProxyNodes: (call) => {
      const body = call.body as { node_num: number; proxy_id?: string };
      const instance = instanceOf(world, call);
      const proxy = body.proxy_id ? proxyOf(world, instance, body.proxy_id) : onlyProxy(world, instance);
      const total = proxy.node_ids.length + body.node_num;
      if (total > mostProxyNodes) refuse("DBS.05000089", String(total));
      requireFree(instance);
      return changeNodes(world, instance, proxy, "ADDING PROXY NODE", () => {
        for (let count = 0; count < body.node_num; count += 1) proxy.node_ids.push(world.newId("pn01"));
      });
    },
    reduceProxyNodes: (call) => {
      const { node_num: removed } = call.body as { node_num: number };
      const instance = instanceOf(world, call);
      const proxy = proxyOf(world, instance, call.path.proxy_id ?? "");
      const total = proxy.node_ids.length - removed;
      if (total < 2 || total > 16) refuse("DBS.05000089", String(total));
      requireFree(instance);
      return changeNodes(world, instance, proxy, proxy.status, () => {
        proxy.node_ids.length = total;
      });
    },
    restartProxy: (call) => {
      const instance = instanceOf(world, call);
      proxyOf(world, instance, call.path.proxy_id ?? "");
      requireFree(instance);
      return answerWithJob(world, {
        name: "RebootGaussDBforMySQLProxy",
        instance,
        seconds: durations.restart,
        activity: "REBOOTING",
      });
    },
  };
}

function onlyProxy(world: World, instance: Instance): DatabaseProxy {
  const [proxy, another] = proxiesOf(world, instance);
  if (!proxy) return refuse("DBS.270024");
  return another ? refuse("DBS.270027") : proxy;
}

function checkNewProxy(world: World, instance: Instance, body: EnableBody) {
  const { proxy_mode: mode = "readwrite", route_mode: routeMode = 0, nodes_read_weight: nodes = [] } = body;
  if (!proxyFlavors.some(({ spec_code }) => spec_code === body.flavor_ref)) refuse("DBS.200054");
  if (Buffer.byteLength(body.proxy_name ?? "") > 64) refuse("DBS.05000076");
  if (mode === "readonly" && routeMode === 2) refuse("DBS.05000093");
  if (body.new_node_auto_add_status === "ON" && body.new_node_weight === undefined) refuse("DBS.05000078");
  const primary = nodesOf(world, instance).find(({ type }) => type === "master");
  const master = nodes.find(({ id }) => id === primary?.id);
  if (mode === "readonly" && master) refuse("DBS.270025", "a read-only proxy does not reach the primary node");
  const replicas = nodes.filter((node) => node !== master);
  checkWeights(world, instance, { routeMode, master: master?.weight, nodes: replicas });
}

function newProxy(world: World, instance: Instance, body: EnableBody): DatabaseProxy {
  const routeMode = body.route_mode ?? 0;
  const now = world.clock.now();
  const proxy: DatabaseProxy = {
    pool_id: world.newId("po01"),
    instance_id: instance.id,
    created: now,
    updated: now,
    name: body.proxy_name ?? `proxy-${world.newUuid().slice(0, 4)}`,
    status: "ENABLING PROXY",
    address: world.newAddress(),
    port: 3306,
    flavor_ref: body.flavor_ref,
    node_ids: Array.from({ length: body.node_num }, () => world.newId("pn01")),
    proxy_mode: body.proxy_mode ?? "readwrite",
    route_mode: routeMode,
    ...usualWeights(world, instance, routeMode),
    subnet_id: body.subnet_id ?? instance.subnet_id,
    new_node_auto_add_status: body.new_node_auto_add_status ?? "OFF",
    new_node_weight: body.new_node_weight ?? 100,
    transaction_split: false,
    connection_pool_type: "CLOSED",
    consistence_mode: "eventual",
    ssl_option: false,
    version: proxyEngine.current,
    parameter_values: {},
    access_control: { enabled: false, type: "white", ip_group_id: world.newUuid(), ip_list: [] },
  };
  setWeights(world, instance, proxy, undefined, body.nodes_read_weight ?? []);
  return proxy;
}

function changeNodes(world: World, instance: Instance, proxy: DatabaseProxy, status: string, change: () => void) {
  proxy.status = status;
  return answerWithJob(
    world,
    {
      name: "EnlargeGaussDBforMySQLProxy",
      instance,
      seconds: durations.changeProxyNodes,
      activity: "MODIFYING",
      finish: () => {
        proxy.status = "ACTIVE";
        change();
      },
      fail: () => {
        proxy.status = "ACTIVE";
      },
    },
    201,
  );
}
