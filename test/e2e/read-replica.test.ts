import { describeLifeCycle } from "./life-cycle.ts";
import { ordersInstance } from "./orders-instance.ts";

const ownId = (id = "") => id.slice(id.lastIndexOf("/") + 1);

describeLifeCycle({
  kind: "gaussdb.ReadReplica",
  needs: ordersInstance,
  args: (index) => ({ instanceId: "orders.id", priority: String(index + 2) }),
  changes: {
    name: { from: { name: '"read-before"' }, to: { name: '"read-after"' } },
    priority: { to: { priority: "9" } },
  },
  fixed: {
    availabilityZone: {
      from: { availabilityZone: '"ap-southeast-3a"' },
      to: { availabilityZone: '"ap-southeast-3b"' },
    },
  },
  drift: {
    change: (admin, { id }) => admin.change("huawei", "nodes", ownId(id), { priority: 7 }),
    keys: ["priority"],
  },
  remove: (admin, { id }) => admin.remove("huawei", "nodes", ownId(id)),
  failCreation: (admin) =>
    admin.inject({ operationId: "updateNodeNames", fault: { kind: "jobFails", reason: "no name" } }),
  holdsData: false,
});
