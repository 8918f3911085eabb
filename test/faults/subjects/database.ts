import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

export const database: Subject = {
  token: "gaussdb:Database",
  needs: [orders, archive],
  args: ({ orders: made }) => ({ instanceId: made?.id, name: "warehouse", characterSet: "utf8mb4", comment: "Before" }),
  updates: {
    comment: () => ({ comment: "After" }),
    noComment: () => ({ comment: undefined }),
  },
  replacements: {
    instance: ({ archive: made }) => ({ instanceId: made?.id }),
    name: () => ({ name: "warehouse-after" }),
    characterSet: () => ({ characterSet: "gbk" }),
  },
  drift: {
    inputs: ["comment"],
    byHand: (admin) => admin.change("huawei", "databases", "warehouse", { comment: "By hand" }),
  },
  objects: ["huawei", "databases"],
  creation: { operation: "createDatabases", states: [] },
};

const sibling = (name: string): Declaration => ({
  token: database.token,
  name,
  after: [orders.name],
  args: ({ orders: made }) => ({ instanceId: made?.id, name: `warehouse_${name}` }),
});

/** One of several that are created and deleted by one call. */
export const siblingDatabase: Subject = {
  token: database.token,
  needs: [orders],
  siblings: [sibling("second"), sibling("third")],
  args: database.args,
  updates: {},
  objects: ["huawei", "databases"],
  creation: database.creation,
};
