import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

const replica = (name: string): Declaration => ({
  token: "gaussdb:ReadReplica",
  name,
  after: ["orders"],
  args: ({ orders: made }) => ({ instanceId: made?.id, priority: 1 }),
});

export const switchover: Subject = {
  token: "gaussdb:Switchover",
  needs: [orders, replica("first"), replica("second")],
  args: ({ orders: made, first }) => ({ instanceId: made?.id, nodeId: first?.id }),
  updates: {
    again: () => ({ triggers: ["2026-03-02"] }),
    toAnother: ({ second }) => ({ nodeId: second?.outputs.nodeId }),
  },
  creation: { operation: "switchoverInstance", states: [] },
};
