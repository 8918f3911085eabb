import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

export const readReplica: Subject = {
  token: "gaussdb:ReadReplica",
  needs: [orders],
  args: ({ orders: made }) => ({ instanceId: made?.id, priority: 3, precheck: true }),
  updates: { nameAndPriority: () => ({ name: "read-after", priority: 9, precheck: false }) },
  objects: ["huawei", "nodes"],
  creation: { operation: "createReadOnlyNodes", states: ["abnormal"] },
};

const sibling = (name: string, priority: number): Declaration => ({
  token: readReplica.token,
  name,
  after: [orders.name],
  args: ({ orders: made }) => ({ instanceId: made?.id, priority }),
});

/** One of several that are created by one call. */
export const siblingReadReplica: Subject = {
  ...readReplica,
  siblings: [sibling("second", 5), sibling("third", 7)],
  updates: {},
};
