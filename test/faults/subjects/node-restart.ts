import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

const replicaOf = (instance: string): Declaration => ({
  token: "gaussdb:ReadReplica",
  name: `${instance}-read`,
  after: [instance],
  args: (made) => ({ instanceId: made[instance]?.id }),
});

export const nodeRestart: Subject = {
  token: "gaussdb:NodeRestart",
  needs: [orders, archive, replicaOf("orders"), replicaOf("archive")],
  args: ({ orders: made, "orders-read": read }) => ({ instanceId: made?.id, nodeId: read?.id }),
  updates: {
    again: () => ({ triggers: ["2026-03-02"] }),
    inMaintenanceWindow: () => ({ triggers: ["2026-03-03"], delay: true }),
  },
  replacements: {
    ofAnother: ({ archive: made, "archive-read": read }) => ({ instanceId: made?.id, nodeId: read?.outputs.nodeId }),
  },
  creation: { operation: "restartNode", states: [] },
};
