import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

export const backupConfiguration: Subject = {
  token: "clickhouse:BackupConfiguration",
  needs: [analytics, reports],
  args: ({ analytics }) => ({
    serviceId: analytics?.id,
    backupPeriodInHours: 12,
    backupRetentionPeriodInHours: 168,
  }),
  updates: {
    startTime: () => ({ backupPeriodInHours: undefined, backupStartTime: "02:00" }),
    period: () => ({ backupPeriodInHours: 6, backupRetentionPeriodInHours: 48 }),
  },
  replacements: { service: ({ reports }) => ({ serviceId: reports?.id }) },
  drift: {
    inputs: ["backupRetentionPeriodInHours"],
    byHand(admin, id) {
      admin.change("clickhouse", "services", id, { backupConfiguration: { backupRetentionPeriodInHours: 24 } });
    },
  },
  creation: { operation: "updateBackupConfiguration", states: [] },
};
