import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";
import { starRocks } from "./star-rocks-instance.ts";

export const starRocksReplication: Subject = {
  token: "gaussdb:StarRocksReplication",
  needs: [
    orders,
    {
      token: "gaussdb:ReadReplica",
      name: "read",
      after: [orders.name],
      args: ({ orders: made }) => ({ instanceId: made?.id }),
    },
    starRocks,
    { ...starRocks, name: "reports" },
  ],
  args: ({ analytics }) => ({
    starRocksInstanceId: analytics?.id,
    sourceDatabase: "shop",
    targetDatabase: "shop_copy",
    parameters: { max_rows_per_chunk: 1_000, snapshot_with_lock: true },
    tableReplConfig: { replType: "include_tables", replScope: "part", tables: ["orders", "customers"] },
  }),
  updates: { paused: () => ({ paused: true }) },
  replacements: {
    instance: ({ reports }) => ({ starRocksInstanceId: reports?.id }),
    node: ({ read }) => ({ sourceNodeId: read?.id }),
    task: () => ({ taskName: "shop_after", sourceDatabase: "shop_after" }),
    target: () => ({ targetDatabase: "shop_after" }),
    parameters: () => ({ parameters: { max_rows_per_chunk: 2_000 } }),
    tables: () => ({ tableReplConfig: { replType: "exclude_tables", replScope: "all", tables: ["sessions"] } }),
  },
  drift: {
    inputs: ["paused"],
    byHand: (admin, id) => admin.change("huawei", "htapReplications", id.replace(/^.*\//, ""), { stage: "paused" }),
  },
  objects: ["huawei", "htapReplications"],
  creation: { operation: "createStarRocksReplication", states: ["abnormal"] },
};
