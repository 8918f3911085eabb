import { newPassword, password } from "../secrets.ts";
import type { Subject } from "../subject.ts";
import { orders } from "./orders.ts";
import { starRocks } from "./star-rocks-instance.ts";

export const starRocksUser: Subject = {
  token: "gaussdb:StarRocksUser",
  needs: [orders, starRocks, { ...starRocks, name: "reports" }],
  args: ({ analytics }) => ({
    starRocksInstanceId: analytics?.id,
    name: "reporting",
    password,
    databases: ["orders"],
    dml: 1,
    ddl: true,
  }),
  updates: {
    password: () => ({ password: newPassword }),
    databases: () => ({ databases: ["*"] }),
    permission: () => ({ dml: 3, ddl: false }),
    defaults: () => ({ dml: undefined, ddl: undefined }),
  },
  replacements: {
    instance: ({ reports }) => ({ starRocksInstanceId: reports?.id }),
    name: () => ({ name: "analysts" }),
  },
  drift: {
    inputs: ["databases", "dml", "ddl"],
    byHand: (admin, id) =>
      admin.change("huawei", "htapUsers", id.replace(/^.*\//, ""), { databases: ["*"], dml: 0, ddl: 0 }),
  },
  objects: ["huawei", "htapUsers"],
  creation: { operation: "createStarRocksDatabaseUser", states: [] },
};
