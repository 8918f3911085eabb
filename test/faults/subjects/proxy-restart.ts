import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

const proxyOf = (instance: string): Declaration => ({
  token: "gaussdb:Proxy",
  name: `${instance}-proxy`,
  after: [instance],
  args: (made) => ({ instanceId: made[instance]?.id, flavorRef: "gaussdb.proxy.large.x86.2", nodeNum: 2 }),
});

export const proxyRestart: Subject = {
  token: "gaussdb:ProxyRestart",
  needs: [orders, archive, proxyOf("orders"), proxyOf("archive")],
  args: ({ orders: made, "orders-proxy": proxy }) => ({ instanceId: made?.id, proxyId: proxy?.id }),
  updates: { again: () => ({ triggers: ["2026-03-02"] }) },
  replacements: {
    ofAnother: ({ archive: made, "archive-proxy": proxy }) => ({
      instanceId: made?.id,
      proxyId: proxy?.outputs.proxyId,
    }),
  },
  creation: { operation: "restartProxy", states: [] },
};
