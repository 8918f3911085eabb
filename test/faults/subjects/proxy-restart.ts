import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

const proxy = (name: string): Declaration => ({
  token: "gaussdb:Proxy",
  name,
  args: ({ orders: made }) => ({ instanceId: made?.id, flavorRef: "gaussdb.proxy.large.x86.2", nodeNum: 2 }),
});

export const proxyRestart: Subject = {
  token: "gaussdb:ProxyRestart",
  needs: [orders, proxy("reads"), proxy("reports")],
  args: ({ orders: made, reads }) => ({ instanceId: made?.id, proxyId: reads?.id }),
  updates: { again: () => ({ triggers: ["2026-03-02"] }) },
  replacements: { ofAnother: ({ reports }) => ({ proxyId: reports?.outputs.proxyId }) },
  creation: { operation: "restartProxy", states: [] },
};
