import { ordersInstance } from "../orders-instance.ts";
import { expression, ownId, type Subject } from "../subject.ts";

export const readReplica: Subject = {
  token: "gaussdb:ReadReplica",
  needs: `${ordersInstance("orders", "slaveCount: 3")}${ordersInstance("other", "slaveCount: 3")}`,
  args: (index) => ({ instanceId: expression(index % 2 === 0 ? "orders.id" : "other.id"), priority: index + 2 }),
  changes: {
    name: { from: { name: "read-before" }, to: { name: "read-after" } },
    priority: { to: { priority: 12 } },
    out_of_failover: { to: { priority: -1 } },
    into_failover: { from: { priority: -1 }, to: { priority: 12 } },
  },
  replacements: {
    availabilityZone: {
      from: { availabilityZone: "ap-southeast-3a" },
      to: { availabilityZone: "ap-southeast-3b" },
    },
    instanceId: {
      from: { instanceId: expression("orders.id") },
      to: { instanceId: expression("other.id") },
    },
  },
  atCreation: {
    paid: { from: { isAutoPay: true }, to: { isAutoPay: undefined } },
  },
  drift: {
    change: (admin, resource) => admin.change("huawei", "nodes", ownId(resource), { name: "by-hand", priority: 16 }),
    paths: ["name", "priority"],
  },
  remove: (admin, resource) => admin.remove("huawei", "nodes", ownId(resource)),
  failCreation: (admin) =>
    admin.inject({ operationId: "updateNodeNames", fault: { kind: "jobFails", reason: "no name" } }),
  remains: ["backups"],
};
