import { ownIdOf } from "../../../provider/runtime/child-id.ts";
import { newPassword, password } from "../secrets.ts";
import type { Subject } from "../subject.ts";
import { clickHouse } from "./click-house-instance.ts";
import { orders } from "./orders.ts";

export const clickHouseUser: Subject = {
  token: "gaussdb:ClickHouseUser",
  needs: [orders, clickHouse, { ...clickHouse, name: "reports" }],
  args: ({ clickHouse: made }) => ({
    clickHouseInstanceId: made?.id,
    name: "dashboards",
    password,
    databases: ["shop"],
    dml: 1,
  }),
  updates: {
    password: () => ({ password: newPassword }),
    permission: () => ({ databases: ["*"], dml: 2 }),
    defaults: () => ({ databases: ["stock", "shop"], dml: undefined }),
  },
  replacements: {
    instance: ({ reports }) => ({ clickHouseInstanceId: reports?.id }),
    name: () => ({ name: "reports_2" }),
  },
  drift: {
    inputs: ["databases", "dml"],
    byHand: (admin, id) => admin.change("huawei", "htapUsers", ownIdOf(id), { databases: ["*"], dml: 2 }),
  },
  objects: ["huawei", "htapUsers"],
  creation: { operation: "createClickHouseDatabaseUser", states: [] },
};
