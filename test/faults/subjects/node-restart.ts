import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

export const nodeRestart: Subject = {
  token: "gaussdb:NodeRestart",
  needs: [
    orders,
    { token: "gaussdb:ReadReplica", name: "first", args: ({ orders: made }) => ({ instanceId: made?.id }) },
    { token: "gaussdb:ReadReplica", name: "second", args: ({ orders: made }) => ({ instanceId: made?.id }) },
  ],
  args: ({ orders: made, first }) => ({ instanceId: made?.id, nodeId: first?.id }),
  updates: {
    again: () => ({ triggers: ["2026-03-02"] }),
    inMaintenanceWindow: () => ({ triggers: ["2026-03-03"], delay: true }),
  },
  replacements: { ofAnother: ({ second }) => ({ nodeId: second?.outputs.nodeId }) },
  creation: { operation: "restartNode", states: [] },
};
