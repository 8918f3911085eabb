import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

export const recyclePolicy: Subject = {
  token: "gaussdb:RecyclePolicy",
  // Its id, the project's, is that of no object: an instance names it.
  needs: [orders],
  args: () => ({ retentionPeriodInDays: 5 }),
  updates: { days: () => ({ retentionPeriodInDays: 7 }) },
  creation: { operation: "setRecyclePolicy", states: [] },
};
