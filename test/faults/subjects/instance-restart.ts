import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

export const instanceRestart: Subject = {
  token: "gaussdb:InstanceRestart",
  needs: [orders],
  args: ({ orders: made }) => ({ instanceId: made?.id }),
  updates: {
    again: () => ({ triggers: ["2026-03-02"] }),
    inMaintenanceWindow: () => ({ triggers: [{ parameters: 2 }], delay: true }),
  },
  creation: { operation: "restartInstance", states: [] },
};
