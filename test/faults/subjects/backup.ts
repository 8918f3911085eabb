import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

export const backup: Subject = {
  token: "gaussdb:Backup",
  needs: [orders, archive],
  args: ({ orders: made }) => ({ instanceId: made?.id, description: "Before the migration" }),
  updates: {},
  replacements: {
    name: () => ({ name: "after-the-migration" }),
    description: () => ({ description: "After the migration" }),
    ofAnother: ({ archive: made }) => ({ instanceId: made?.id }),
  },
  objects: ["huawei", "backups"],
  creation: { operation: "createManualBackup", states: [] },
};
