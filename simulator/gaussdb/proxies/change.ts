import type { Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { proxyEngine, proxyFlavors } from "../catalogue.ts";
import { durations } from "../durations.ts";
import { answerWithJob, startJob } from "../jobs.ts";
import { instanceOf, proxyOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseProxy, Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { checkProxyParameter } from "./parameters.ts";
import { checkWeights, type NodeWeight, setWeights, usualWeights } from "./weights.ts";

/** Changes of a proxy that run as a job: 4.7.7 to 4.7.10, 4.7.12 to 4.7.15, 4.7.19 and 4.7.23. */
export function changeProxyHandlers(world: World): Handlers {
  const target = (call: Call) => {
    const instance = instanceOf(world, call);
    return { instance, proxy: proxyOf(world, instance, call.path.proxy_id ?? "") };
  };
  return {
    changeProxyFlavor: (call) => {
      const { flavor_ref: flavor } = call.body as { flavor_ref: string };
      const { instance, proxy } = target(call);
      if (!proxyFlavors.some(({ spec_code }) => spec_code === flavor)) refuse("DBS.200054");
      const change = { name: "ScaleGaussDBforMySQLProxy", seconds: durations.changeProxyFlavor };
      return changed(world, instance, proxy, { ...change, patch: { flavor_ref: flavor } });
    },
    setProxyWeights: (call) => {
      const body = call.body as { master_weight?: number; readonly_nodes?: NodeWeight[] };
      const { instance, proxy } = target(call);
      const nodes = body.readonly_nodes ?? [];
      checkWeights(world, instance, { routeMode: proxy.route_mode, master: body.master_weight, nodes });
      return changed(world, instance, proxy, {
        name: "GaussDBforMySQLModifyProxyWeight",
        status: "CHANGING WEIGHTS",
        finish: () => setWeights(world, instance, proxy, body.master_weight, nodes),
      });
    },
    setProxyRouteMode: (call) => {
      const body = call.body as RouteModeBody;
      const { instance, proxy } = target(call);
      checkRouteMode(world, instance, proxy, body);
      return changed(world, instance, proxy, {
        name: "GaussDBforMySQLModifyProxyRouteMode",
        finish: () => {
          Object.assign(proxy, { route_mode: body.route_mode }, usualWeights(world, instance, body.route_mode));
          setWeights(world, instance, proxy, body.master_weight, body.readonly_nodes ?? []);
          proxy.new_node_auto_add_status = body.new_node_auto_add_status ?? proxy.new_node_auto_add_status;
          proxy.new_node_weight = body.new_node_weight ?? proxy.new_node_weight;
        },
      });
    },
    setProxyTransactionSplit: (call) => {
      const body = call.body as { transaction_split: "ON" | "OFF"; proxy_id_list: string[] };
      const instance = instanceOf(world, call);
      const proxies = body.proxy_id_list.map((id) => proxyOf(world, instance, id));
      const [first = refuse("DBS.270027")] = proxies;
      return changed(world, instance, first, {
        name: "GaussDBforMySQLModifyProxyTransactionSplit",
        finish: () => {
          for (const proxy of proxies) proxy.transaction_split = body.transaction_split === "ON";
        },
      });
    },
    updateProxySessionConsistence: (call) => {
      const body = call.body as {
        session_consistence: string;
        consistence_mode?: DatabaseProxy["consistence_mode"];
      };
      const { instance, proxy } = target(call);
      const usual = body.session_consistence === "true" ? "session" : "eventual";
      const patch = { consistence_mode: body.consistence_mode ?? usual } as const;
      return changed(world, instance, proxy, { name: "GaussDBforMySQLModifyProxyConsist", patch });
    },
    changeProxyConnectionPoolType: (call) => {
      const patch = call.body as Pick<DatabaseProxy, "connection_pool_type">;
      const { instance, proxy } = target(call);
      return changed(world, instance, proxy, { name: "GaussDBforMySQLModifyProxyConnectionPool", patch });
    },
    updateProxyPort: (call) => {
      const patch = call.body as Pick<DatabaseProxy, "port">;
      const { instance, proxy } = target(call);
      if (patch.port === proxy.port) return { status: 200, body: { job_id: null } };
      return changed(world, instance, proxy, { name: "GaussDBforMySQLModifyProxyPort", patch });
    },
    upgradeProxyVersion: (call) => {
      const body = call.body as { source_version: string; target_version: string };
      const { instance, proxy } = target(call);
      const offered = body.source_version === proxy.version && body.target_version === proxyEngine.latest;
      if (body.source_version === body.target_version) refuse("DBS.05000008");
      requireFree(instance);
      if (!offered) return upgradeAnswer(world.newUuid(), "REJECT", "The version is not on offer");
      const job = startJob(world, {
        name: "UpgradeGaussDBforMySQLProxyVersion",
        instance,
        seconds: durations.restart,
        activity: "MODIFYING",
        finish: () => {
          proxy.version = body.target_version;
        },
      });
      return upgradeAnswer(job.id, "ACCEPT", null);
    },
    updateProxyConfigurations: (call) => {
      const body = call.body as { configurations: { name: string; value: string; elem_type: string }[] };
      const { instance, proxy } = target(call);
      for (const configuration of body.configurations) checkProxyParameter(configuration);
      return changed(world, instance, proxy, {
        name: "GaussDBforMySQLModifyProxyConfiguration",
        finish: () => {
          for (const { name, value } of body.configurations) proxy.parameter_values[name] = value;
        },
      });
    },
    switchProxySsl: (call) => {
      const patch = call.body as Pick<DatabaseProxy, "ssl_option">;
      const { instance, proxy } = target(call);
      return changed(world, instance, proxy, { name: "GaussDBforMySQLSwitchProxySSL", patch });
    },
  };
}

interface RouteModeBody {
  route_mode: number;
  master_weight?: number;
  readonly_nodes?: NodeWeight[];
  new_node_auto_add_status?: "ON" | "OFF";
  new_node_weight?: number;
}

interface ProxyChange {
  readonly name: string;
  readonly seconds?: number;
  readonly status?: string;
  readonly patch?: Partial<DatabaseProxy>;
  finish?(): void;
}

function changed(world: World, instance: Instance, proxy: DatabaseProxy, change: ProxyChange) {
  requireFree(instance);
  if (proxy.status !== "ACTIVE") refuse("DBS.280406");
  proxy.status = change.status ?? proxy.status;
  return answerWithJob(world, {
    name: change.name,
    instance,
    seconds: change.seconds ?? durations.smallChange,
    activity: "MODIFYING",
    finish: () => {
      Object.assign(proxy, change.patch, { status: "ACTIVE", updated: world.clock.now() });
      change.finish?.();
    },
    fail: () => {
      proxy.status = "ACTIVE";
    },
  });
}

function checkRouteMode(world: World, instance: Instance, proxy: DatabaseProxy, body: RouteModeBody) {
  if (proxy.proxy_mode === "readonly" && body.route_mode === 2) refuse("DBS.05000093");
  if (body.new_node_auto_add_status === "ON" && body.route_mode === 0 && body.new_node_weight === undefined) {
    refuse("DBS.05000078");
  }
  const { master_weight: master, readonly_nodes: nodes = [] } = body;
  checkWeights(world, instance, { routeMode: body.route_mode, master, nodes });
}

function upgradeAnswer(workflow_id: string, state: string, error_message: string | null) {
  return { status: 200, body: { update_result: [{ workflow_id, state, error_message }] } };
}
