import type { Subject } from "../subject.ts";
import { instanceArgs, orders } from "./orders.ts";

export const backup: Subject = {
  token: "gaussdb:Backup",
  needs: [orders, { token: "gaussdb:Instance", name: "others", after: [], args: () => instanceArgs }],
  args: ({ orders: made }) => ({ instanceId: made?.id, description: "Before the migration" }),
  updates: {},
  replacements: {
    name: () => ({ name: "after-the-migration" }),
    description: () => ({ description: "After the migration" }),
    ofAnother: ({ others }) => ({ instanceId: others?.id }),
  },
  objects: ["huawei", "backups"],
  creation: { operation: "createManualBackup", states: [] },
};
