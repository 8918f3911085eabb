import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

export const instanceRestart: Subject = {
  token: "gaussdb:InstanceRestart",
  needs: [orders, archive],
  args: ({ orders: made }) => ({ instanceId: made?.id }),
  updates: {
    again: () => ({ triggers: ["2026-03-02"] }),
    inMaintenanceWindow: () => ({ triggers: [{ parameters: 2 }], delay: true }),
  },
  replacements: { ofAnother: ({ archive: made }) => ({ instanceId: made?.id }) },
  creation: { operation: "restartInstance", states: [] },
};
