import { ownIdOf } from "../../../provider/runtime/child-id.ts";
import type { Subject } from "../subject.ts";
import { clickHouse } from "./click-house-instance.ts";
import { orders } from "./orders.ts";

export const clickHouseReplication: Subject = {
  token: "gaussdb:ClickHouseReplication",
  needs: [
    orders,
    {
      token: "gaussdb:ReadReplica",
      name: "read",
      after: [orders.name],
      args: ({ orders }) => ({ instanceId: orders?.id }),
    },
    clickHouse,
    { ...clickHouse, name: "reports" },
  ],
  args: ({ clickHouse: made }) => ({
    clickHouseInstanceId: made?.id,
    sourceDatabase: "shop",
    parameters: { max_sync_threads: 2, enable_snapshots: true },
    tableConfigs: { orders: "ORDER BY id" },
    tableReplConfig: { replType: "white_list", tables: ["orders", "customers"] },
  }),
  updates: {
    tables: () => ({ tableReplConfig: { replType: "white_list", tables: ["orders", "articles"] } }),
  },
  replacements: {
    instance: ({ reports }) => ({ clickHouseInstanceId: reports?.id }),
    database: () => ({ sourceDatabase: "stock" }),
    node: ({ read }) => ({ sourceNodeId: read?.id }),
    settings: () => ({
      parameters: { max_sync_threads: 1, enable_snapshots: true },
      tableConfigs: { orders: "ORDER BY id", customers: "PRIMARY KEY id" },
    }),
    allTables: () => ({ tableReplConfig: { replType: "black_list", tables: [] } }),
  },
  drift: {
    inputs: ["tableReplConfig"],
    byHand: (admin, id) =>
      admin.change("huawei", "htapReplications", ownIdOf(id), { settings: { selection: { tables: ["orders"] } } }),
  },
  objects: ["huawei", "htapReplications"],
  creation: { operation: "createClickHouseReplication", states: [] },
};
