import { instanceOf, proxyOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseProxy, Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { changed, targetOf } from "./change-job.ts";
import { checkWeights, type NodeWeight, setWeights, usualWeights } from "./weights.ts";

/** Where a proxy sends what: 4.7.8 to 4.7.10 and 4.7.12. */
export function proxyRoutingHandlers(world: World): Handlers {
  return {
    setProxyWeights: (call) => {
      const body = call.body as { master_weight?: number; readonly_nodes?: NodeWeight[] };
      const { instance, proxy } = targetOf(world, call);
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
      const { instance, proxy } = targetOf(world, call);
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
      const { instance, proxy } = targetOf(world, call);
      const usual = body.session_consistence === "true" ? "session" : "eventual";
      const patch = { consistence_mode: body.consistence_mode ?? usual } as const;
      return changed(world, instance, proxy, { name: "GaussDBforMySQLModifyProxyConsist", patch });
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

function checkRouteMode(world: World, instance: Instance, proxy: DatabaseProxy, body: RouteModeBody) {
  if (proxy.proxy_mode === "readonly" && body.route_mode === 2) refuse("DBS.05000093");
  if (body.new_node_auto_add_status === "ON" && body.route_mode === 0 && body.new_node_weight === undefined) {
    refuse("DBS.05000078");
  }
  const { master_weight: master, readonly_nodes: nodes = [] } = body;
  checkWeights(world, instance, { routeMode: body.route_mode, master, nodes });
}
