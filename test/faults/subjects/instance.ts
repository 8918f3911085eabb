import { newPassword } from "../secrets.ts";
import type { Subject } from "../subject.ts";
import { instanceArgs } from "./orders.ts";

export const instance: Subject = {
  token: "gaussdb:Instance",
  needs: [],
  args: () => ({ ...instanceArgs, port: 3307, tags: { team: "orders", stage: "test" } }),
  updates: {
    settings: () => ({
      name: "orders-after",
      alias: "orders",
      securityGroupId: "0d2d3c5e-9a4d-4f8a-8c55-5a5e4b8a7c11",
      maintenanceWindow: { startTime: "10:00", endTime: "14:00" },
      backupStrategy: { startTime: "20:00-21:00", keepDays: 14, period: "1,3,5" },
      tags: { team: "shop", owner: "ada" },
    }),
    connection: () => ({
      password: newPassword,
      port: 3308,
      internalIp: "192.168.0.200",
      publicIp: "198.51.100.7",
      publicIpId: "6d2a1c7e-3c55-4b53-9d52-6e3a1f0c8b21",
      sslOption: true,
    }),
    size: () => ({ flavorRef: "gaussdb.mysql.2xlarge.x86.4" }),
  },
  objects: ["huawei", "instances"],
  creation: { operation: "createInstance", states: ["createfail", "abnormal"] },
};
