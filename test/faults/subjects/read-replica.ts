import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

export const readReplica: Subject = {
  token: "gaussdb:ReadReplica",
  needs: [orders],
  args: ({ orders: made }) => ({ instanceId: made?.id, priority: 3 }),
  updates: { nameAndPriority: () => ({ name: "read-after", priority: 9 }) },
  objects: ["huawei", "nodes"],
  creation: { operation: "createReadReplicas", states: ["abnormal"] },
};
