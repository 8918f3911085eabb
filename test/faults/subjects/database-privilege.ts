import { password } from "../secrets.ts";
import type { Declaration } from "../stack.ts";
import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";

const user = (name: string): Declaration => ({
  token: "gaussdb:DatabaseUser",
  name,
  after: [orders.name],
  args: ({ orders: made }) => ({ instanceId: made?.id, name, password }),
});

const database = (name: string): Declaration => ({
  token: "gaussdb:Database",
  name,
  after: [orders.name],
  args: ({ orders: made }) => ({ instanceId: made?.id, name }),
});

export const databasePrivilege: Subject = {
  token: "gaussdb:DatabasePrivilege",
  needs: [orders, user("shop_app"), user("reports_app"), ...["warehouse", "ledger", "reports"].map(database)],
  args: ({ shop_app: made }) => ({
    userId: made?.id,
    databases: [
      { name: "warehouse", readonly: false },
      { name: "ledger", readonly: true },
    ],
  }),
  updates: {
    databases: () => ({
      databases: [
        { name: "reports", readonly: true },
        { name: "warehouse", readonly: true },
      ],
    }),
  },
  replacements: { user: ({ reports_app: made }) => ({ userId: made?.id }) },
  drift: {
    inputs: ["databases"],
    byHand: (admin) =>
      admin.change("huawei", "databaseUsers", "shop_app@%", {
        databases: [
          { name: "ledger", readonly: false },
          { name: "reports", readonly: true },
        ],
      }),
  },
  creation: { operation: "grantDatabaseUserPrivileges", states: [] },
};

/** One of several that are granted and revoked by one call. */
export const siblingDatabasePrivilege: Subject = {
  token: databasePrivilege.token,
  needs: databasePrivilege.needs,
  siblings: [
    {
      token: databasePrivilege.token,
      name: "second",
      after: ["reports_app"],
      args: ({ reports_app: made }) => ({ userId: made?.id, databases: [{ name: "reports", readonly: true }] }),
    },
  ],
  args: databasePrivilege.args,
  updates: {},
  creation: databasePrivilege.creation,
};
