import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

export const upgradeWindow: Subject = {
  token: "clickhouse:UpgradeWindow",
  needs: [analytics, reports],
  args: ({ analytics }) => ({ serviceId: analytics?.id, weekday: 3, startHourUtc: 12 }),
  updates: { window: () => ({ weekday: 0, startHourUtc: 18 }) },
  replacements: { service: ({ reports }) => ({ serviceId: reports?.id }) },
  drift: {
    inputs: ["weekday", "startHourUtc"],
    byHand: (admin, id) => admin.change("clickhouse", "upgradeWindows", id, { weekday: 6, startHourUtc: 0 }),
  },
  objects: ["clickhouse", "upgradeWindows"],
  creation: { operation: "setUpgradeWindow", states: [] },
};
