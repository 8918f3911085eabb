import { newPassword, password } from "../secrets.ts";
import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

export const databaseUser: Subject = {
  token: "gaussdb:DatabaseUser",
  needs: [orders, archive],
  args: ({ orders: made }) => ({
    instanceId: made?.id,
    name: "shop_app",
    host: "10.0.0.%",
    password,
    comment: "Before",
  }),
  updates: {
    password: () => ({ password: newPassword }),
    comment: () => ({ comment: "After" }),
    both: () => ({ comment: undefined, password: newPassword }),
  },
  replacements: {
    instance: ({ archive: made }) => ({ instanceId: made?.id }),
    name: () => ({ name: "shop_app_after" }),
    host: () => ({ host: undefined }),
  },
  drift: {
    inputs: ["comment"],
    byHand: (admin) => admin.change("huawei", "databaseUsers", "shop_app@10.0.0.%", { comment: "By hand" }),
  },
  objects: ["huawei", "databaseUsers"],
  creation: { operation: "createDatabaseUsers", states: [] },
};

const sibling = (name: string, host: string): Declaration => ({
  token: databaseUser.token,
  name,
  after: [orders.name],
  args: ({ orders: made }) => ({ instanceId: made?.id, name: "shop_app", host, password }),
});

/** One of several that are created and deleted by one call. */
export const siblingDatabaseUser: Subject = {
  token: databaseUser.token,
  needs: [orders],
  siblings: [sibling("second", "10.0.1.%"), sibling("third", "%")],
  args: databaseUser.args,
  updates: {},
  objects: ["huawei", "databaseUsers"],
  creation: databaseUser.creation,
};
