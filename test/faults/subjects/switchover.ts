import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

const replica = (instance: string, name: string): Declaration => ({
  token: "gaussdb:ReadReplica",
  name,
  after: [instance],
  args: (made) => ({ instanceId: made[instance]?.id, priority: 1 }),
});

export const switchover: Subject = {
  token: "gaussdb:Switchover",
  needs: [orders, archive, replica("orders", "first"), replica("orders", "second"), replica("archive", "third")],
  args: ({ orders: made, first }) => ({ instanceId: made?.id, nodeId: first?.id }),
  updates: {
    again: () => ({ triggers: ["2026-03-02"] }),
    toAnother: ({ second }) => ({ nodeId: second?.outputs.nodeId }),
  },
  replacements: { ofAnother: ({ archive: made, third }) => ({ instanceId: made?.id, nodeId: third?.id }) },
  creation: { operation: "switchoverInstance", states: [] },
};
