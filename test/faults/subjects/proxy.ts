import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

export const proxy: Subject = {
  token: "gaussdb:Proxy",
  needs: [
    orders,
    {
      token: "gaussdb:ReadReplica",
      name: "read",
      after: ["orders"],
      args: (made) => ({ instanceId: made.orders?.id }),
    },
  ],
  args: ({ orders: made }) => ({
    instanceId: made?.id,
    flavorRef: "gaussdb.proxy.large.x86.2",
    nodeNum: 2,
    proxyMode: "readwrite",
    port: 3306,
  }),
  updates: {
    routing: ({ read }) => ({
      masterWeight: 200,
      readonlyNodes: [{ id: read?.id, weight: 300 }],
      newNodeAutoAddStatus: true,
      newNodeWeight: 100,
      transactionSplit: true,
      consistenceMode: "session",
      connectionPoolType: "SESSION",
    }),
    connection: () => ({
      name: "proxy-after",
      port: 3308,
      sslOption: true,
      accessControl: { type: "white", ipList: [{ ip: "10.0.0.0/16", description: "Shop" }] },
    }),
    size: () => ({ flavorRef: "gaussdb.proxy.xlarge.x86.2", nodeNum: 4 }),
    version: () => ({ version: "2.24.09.000" }),
  },
  objects: ["huawei", "proxies"],
  creation: { operation: "enableProxy", states: ["ABNORMAL"] },
};
