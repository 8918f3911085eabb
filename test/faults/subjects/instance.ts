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
      privateDnsPrefix: "ordersdb",
    }),
    size: () => ({ flavorRef: "gaussdb.mysql.2xlarge.x86.4", precheck: true }),
  },
  objects: ["huawei", "instances"],
  creation: { operation: "createInstance", states: ["createfail", "abnormal"] },
};

/** One whose further settings change. */
export const instanceWithSettings: Subject = {
  ...instance,
  args: () => instanceArgs,
  updates: {
    observation: () => ({
      secondLevelMonitoring: { enabled: true, period: 1 },
      fullSql: true,
      slowLogMasking: true,
      sqlThrottling: true,
    }),
    encryptedBackups: () => ({ backupEncryption: { enabled: true, kmsKeyId: "key-1" } }),
    copiedBackups: () => ({
      crossRegionBackup: {
        openAutoBackup: true,
        openIncrementalBackup: true,
        destinationRegion: "ap-southeast-1",
        destinationProjectId: "4f5d3c4f6b1a4d0b9ab2c1d0e9f8a7b6",
        keepDays: 30,
      },
    }),
    scaling: () => ({
      autoScaling: {
        enabled: true,
        flavorSwitch: true,
        readOnlySwitch: false,
        monitorCycle: 600,
        silenceCycle: 3600,
        reduceEnabled: true,
        enlargeThreshold: 75,
        maxFlavor: "gaussdb.mysql.2xlarge.x86.4",
        maxReadOnlyCount: 5,
        readOnlyWeight: 100,
      },
      serverlessPolicy: { minVcpus: 2, maxVcpus: 8 },
    }),
    parameters: () => ({
      parameterValues: { max_connections: 1700, back_log: 2100 },
      applyRestart: "immediately",
    }),
    kernel: () => ({ kernelVersion: "2.0.57.240900" }),
    kernelInWindow: () => ({ kernelVersion: "2.0.57.240900", kernelUpgrade: "inMaintenanceWindow" }),
  },
};

const chargeInfo = { chargeMode: "prePaid", periodType: "month", periodNum: 1, isAutoRenew: true, isAutoPay: true };

/** One that is ordered, and changed by orders. */
export const yearlyInstance: Subject = {
  ...instance,
  args: () => ({ ...instanceArgs, chargeInfo, volume: { size: 40 }, precheck: true }),
  updates: {
    volume: () => ({ volume: { size: 60 } }),
    flavor: () => ({ flavorRef: "gaussdb.mysql.2xlarge.x86.4" }),
  },
};
