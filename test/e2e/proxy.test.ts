import { describeLifeCycle } from "./life-cycle.ts";
import { ordersInstance } from "./orders-instance.ts";

const ownId = (id = "") => id.slice(id.lastIndexOf("/") + 1);

describeLifeCycle({
  kind: "gaussdb.Proxy",
  needs: `${ordersInstance}
const replica = new gaussdb.ReadReplica("read", { instanceId: orders.id });`,
  args: () => ({
    instanceId: "orders.id",
    flavorRef: '"gaussdb.proxy.large.x86.2"',
    nodeNum: "2",
    proxyMode: '"readwrite"',
    port: "3306",
  }),
  changes: {
    name: { from: { name: '"proxy-before"' }, to: { name: '"proxy-after"' } },
    flavorRef: { to: { flavorRef: '"gaussdb.proxy.xlarge.x86.2"' } },
    nodeNum: { to: { nodeNum: "4" } },
    masterWeight: { to: { masterWeight: "200" } },
    readonlyNodes: { to: { readonlyNodes: "[{ id: replica.id, weight: 300 }]" } },
    routeMode: {
      from: { masterWeight: "100" },
      to: { routeMode: "1", masterWeight: "0" },
      keys: ["masterWeight", "routeMode"],
    },
    newNodeAutoAddStatus: {
      to: { newNodeAutoAddStatus: "true", newNodeWeight: "100" },
      keys: ["newNodeAutoAddStatus", "newNodeWeight"],
    },
    port: { to: { port: "3308" } },
    transactionSplit: { to: { transactionSplit: "true" } },
    consistenceMode: { to: { consistenceMode: '"session"' } },
    connectionPoolType: { to: { connectionPoolType: '"SESSION"' } },
    accessControl: { to: { accessControl: '{ type: "white", ipList: [{ ip: "10.0.0.0/16", description: "Shop" }] }' } },
    sslOption: { to: { sslOption: "true" } },
  },
  fixed: {
    proxyMode: { to: { proxyMode: '"readonly"' } },
  },
  drift: {
    change: (admin, { id }) => admin.change("huawei", "proxies", ownId(id), { name: "by-hand" }),
    keys: ["name"],
  },
  remove: (admin, { id }) => admin.remove("huawei", "proxies", ownId(id)),
  failCreation: (admin) =>
    admin.inject({
      operationId: "getProxyAccessControl",
      fault: { kind: "answer", status: 403, body: { error_code: "DBS.200044", error_msg: "no permission" } },
    }),
  holdsData: false,
});
