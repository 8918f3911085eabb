import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

const backupOf = (instance: string): Declaration => ({
  token: "gaussdb:Backup",
  name: `${instance}-backup`,
  after: [instance],
  args: (made) => ({ instanceId: made[instance]?.id }),
});

export const restore: Subject = {
  token: "gaussdb:Restore",
  needs: [orders, archive, backupOf("orders"), backupOf("archive")],
  args: ({ orders: made, "orders-backup": backup }) => ({
    instanceId: made?.id,
    restorePoint: { sourceInstanceId: made?.id, backupId: backup?.id },
  }),
  updates: {
    again: () => ({ triggers: ["2026-03-02"] }),
    fromAnother: ({ archive: made, "archive-backup": backup }) => ({
      restorePoint: { sourceInstanceId: made?.id, backupId: backup?.id },
    }),
    // Between the first automatic backup and the manual one.
    pointInTime: ({ orders: made }) => ({
      restorePoint: { sourceInstanceId: made?.id, restoreTime: "2026-03-01T08:18:00Z" },
    }),
  },
  replacements: { toAnother: ({ archive: made }) => ({ instanceId: made?.id }) },
  creation: { operation: "restoreBackupToExistingInstance", states: [] },
};
