import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";
import { starRocks } from "./star-rocks-instance.ts";

export const starRocksInstanceRestart: Subject = {
  token: "gaussdb:StarRocksInstanceRestart",
  needs: [orders, starRocks, { ...starRocks, name: "reports" }],
  args: ({ analytics }) => ({ starRocksInstanceId: analytics?.id }),
  updates: { again: () => ({ triggers: ["2026-03-02"] }) },
  replacements: { place: ({ reports }) => ({ starRocksInstanceId: reports?.id }) },
  creation: { operation: "restartStarRocksInstance", states: [] },
};
