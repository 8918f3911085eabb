import { ordersInstance } from "../orders-instance.ts";
import { expression, ownId, type Subject } from "../subject.ts";

const names = ["zero", "one", "two"];

export const proxy: Subject = {
  token: "gaussdb:Proxy",
  needs: `${names.map((name) => ordersInstance(name)).join("")}
const instances = [${names.join(", ")}];
const replica = new gaussdb.ReadReplica("replica", { instanceId: zero.id });
const twin = new gaussdb.ReadReplica("twin", { instanceId: zero.id });`,
  args: (index) => ({
    instanceId: expression(`instances[${index % names.length}].id`),
    flavorRef: "gaussdb.proxy.large.x86.2",
    nodeNum: 2,
    proxyMode: "readwrite",
    port: 3307,
  }),
  changes: {
    name: { from: { name: "proxy-before" }, to: { name: "proxy-after" } },
    flavorRef: { to: { flavorRef: "gaussdb.proxy.xlarge.x86.2" } },
    more_nodes: { to: { nodeNum: 4 } },
    fewer_nodes: { from: { nodeNum: 5 }, to: { nodeNum: 3 } },
    masterWeight: { to: { masterWeight: 200 } },
    readonlyNodes: {
      from: {
        instanceId: expression("zero.id"),
        readonlyNodes: [{ id: expression("replica.id"), weight: 200 }],
      },
      to: {
        readonlyNodes: [
          { id: expression("replica.id"), weight: 300 },
          { id: expression("twin.nodeId"), weight: 50 },
        ],
      },
    },
    routeMode: { from: { masterWeight: 100 }, to: { routeMode: 1, masterWeight: 0 } },
    new_nodes: { to: { newNodeAutoAddStatus: true, newNodeWeight: 100 } },
    no_new_nodes: {
      from: { newNodeAutoAddStatus: true, newNodeWeight: 100 },
      to: { newNodeAutoAddStatus: false, newNodeWeight: undefined },
    },
    port: { to: { port: 3308 } },
    transactionSplit: { to: { transactionSplit: true } },
    consistenceMode: { to: { consistenceMode: "session" } },
    connectionPoolType: { to: { connectionPoolType: "SESSION" } },
    parameters: {
      from: { parameters: { connectTimeout: 4000 } },
      to: { parameters: { connectTimeout: 5000, multiStatementType: "Strict" } },
    },
    accessControl: { to: { accessControl: { type: "black", ipList: [{ ip: "10.0.0.0/16" }], enabled: true } } },
    accessControl_turned: {
      from: {
        accessControl: { type: "white", ipList: [{ ip: "10.0.0.0/16", description: "Shop" }], enabled: true },
      },
      to: {
        accessControl: {
          type: "black",
          ipList: [{ ip: "10.0.0.0/16", description: "Old shop" }, { ip: "10.1.0.0/16" }],
          enabled: false,
        },
      },
    },
    sslOption: { to: { sslOption: true } },
    taken_out: {
      from: { transactionSplit: true, consistenceMode: "global", connectionPoolType: "SESSION", sslOption: true },
      to: {
        transactionSplit: undefined,
        consistenceMode: undefined,
        connectionPoolType: undefined,
        sslOption: undefined,
      },
    },
  },
  replacements: {
    proxyMode: { to: { proxyMode: "readonly" } },
    instanceId: { from: { instanceId: expression("one.id") }, to: { instanceId: expression("two.id") } },
    subnetId: {
      from: { subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad" },
      to: { subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ae" },
    },
  },
  drift: {
    args: {
      masterWeight: 100,
      transactionSplit: true,
      consistenceMode: "session",
      parameters: { connectTimeout: 4000 },
      accessControl: { type: "white", ipList: [{ ip: "10.0.0.0/16" }] },
    },
    change: (admin, resource) =>
      admin.change("huawei", "proxies", ownId(resource), {
        name: "by-hand",
        port: 3310,
        flavor_ref: "gaussdb.proxy.xlarge.x86.2",
        master_weight: 5,
        transaction_split: false,
        consistence_mode: "global",
        ssl_option: true,
        parameter_values: { connectTimeout: "100" },
        access_control: { enabled: false, ip_list: [] },
      }),
    paths: [
      "name",
      "port",
      "flavorRef",
      "masterWeight",
      "transactionSplit",
      "consistenceMode",
      "parameters",
      "accessControl.ipList",
      "accessControl.enabled",
    ],
  },
  remove: (admin, resource) => admin.remove("huawei", "proxies", ownId(resource)),
  failCreation: (admin) =>
    admin.inject({ operationId: "updateProxyPort", fault: { kind: "jobFails", reason: "no port" } }),
  remains: ["backups"],
};
