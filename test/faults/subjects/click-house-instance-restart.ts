import type { Subject } from "../subject.ts";
import { clickHouse } from "./click-house-instance.ts";
import { orders } from "./orders.ts";

export const clickHouseInstanceRestart: Subject = {
  token: "gaussdb:ClickHouseInstanceRestart",
  needs: [orders, clickHouse, { ...clickHouse, name: "reports" }],
  args: ({ clickHouse: made }) => ({ clickHouseInstanceId: made?.id }),
  updates: { again: () => ({ triggers: ["2026-03-02", { flavor: 2 }] }) },
  replacements: { instance: ({ reports }) => ({ clickHouseInstanceId: reports?.id }) },
  creation: { operation: "restartClickHouseInstance", states: [] },
};
