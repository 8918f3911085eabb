import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

const database = (instance: string, name: string): Declaration => ({
  token: "gaussdb:Database",
  name: `${instance}-${name}`,
  after: [instance],
  args: (made) => ({ instanceId: made[instance]?.id, name, characterSet: "utf8mb4" }),
});

const restoreOf = (database: string, tables: Readonly<Record<string, string>>) => [
  { database, tables: Object.entries(tables).map(([oldName, newName]) => ({ oldName, newName })) },
];

export const tableRestore: Subject = {
  token: "gaussdb:TableRestore",
  needs: [
    orders,
    archive,
    database("orders", "shop"),
    database("orders", "stock"),
    database("archive", "shop"),
    // It takes its time: until it is made, the times below have passed.
    { token: "gaussdb:Backup", name: "after", args: ({ orders: made }) => ({ instanceId: made?.id }) },
  ],
  args: ({ orders: made }) => ({
    instanceId: made?.id,
    restoreTime: "2026-03-01T08:18:00Z",
    restoreTables: restoreOf("shop", { orders: "orders_before" }),
    lastTableInfo: true,
  }),
  updates: {
    again: () => ({ triggers: ["2026-03-02"] }),
    otherTables: () => ({ restoreTables: restoreOf("stock", { customers: "customers_once" }) }),
    otherTime: () => ({ restoreTime: "2026-03-01T08:21:00Z", lastTableInfo: false }),
  },
  replacements: { ofAnother: ({ archive: made }) => ({ instanceId: made?.id }) },
  creation: { operation: "restoreTablesToPointInTime", states: [] },
};
