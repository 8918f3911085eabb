import { isIP } from "node:net";
import type { Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { instanceOf, proxyOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { AccessControl } from "../store.ts";
import type { Handlers, World } from "../world.ts";

/** Changes of a proxy that are done when they are answered: 4.7.11, 4.7.16, 4.7.21 and 4.7.22. */
export function switchProxyHandlers(world: World): Handlers {
  const freeProxy = (call: Call) => {
    const instance = instanceOf(world, call);
    const proxy = proxyOf(world, instance, call.path.proxy_id ?? "");
    requireFree(instance);
    proxy.updated = world.clock.now();
    return proxy;
  };
  return {
    setProxyNewNodeAutoAdd: (call) => {
      const body = call.body as { switch_status: "ON" | "OFF"; weight?: number };
      if (body.switch_status === "ON" && body.weight === undefined) refuse("DBS.05000078");
      const proxy = freeProxy(call);
      proxy.new_node_auto_add_status = body.switch_status;
      proxy.new_node_weight = body.weight ?? proxy.new_node_weight;
      return { status: 200, body: { result: "success" } };
    },
    renameProxy: (call) => {
      const { alias } = call.body as { alias: string };
      const valid = /^[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\-\u4e00-\u9fff]{3,63}$/.test(alias);
      if (!valid || Buffer.byteLength(alias) > 64) refuse("DBS.05000076");
      freeProxy(call).name = alias;
      return { status: 200, body: { result: "success" } };
    },
    switchProxyAccessControl: (call) => {
      const { open_access_control: enabled } = call.body as { open_access_control: boolean };
      freeProxy(call).access_control.enabled = enabled;
      return { status: 200, body: { open_access_control: enabled } };
    },
    setProxyAccessControlRules: (call) => {
      const body = call.body as { type: AccessControl["type"]; ip_list: { ip: string; description?: string }[] };
      const wrong = body.ip_list.find(({ ip }) => !isAddressOrBlock(ip));
      if (wrong) refuse("DBS.05000044", `ip_list: ${wrong.ip}`);
      const control = freeProxy(call).access_control;
      control.type = body.type;
      control.ip_list = body.ip_list.map(({ ip, description = "" }) => ({ ip, description }));
      return { status: 200, body: { open_access_control: control.enabled } };
    },
  };
}

function isAddressOrBlock(text: string) {
  const [address = "", bits] = text.split("/");
  const version = isIP(address);
  if (version === 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
