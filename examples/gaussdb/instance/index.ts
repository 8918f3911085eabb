import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

// It holds data, so it gets Pulumi's option `protect`: to destroy it, set `protect: false` first. Before it is deleted
// it is backed up; `finalBackup: false` spares that.
const orders = new gaussdb.Instance(
  "orders",
  {
    flavorRef: "gaussdb.mysql.xlarge.x86.4",
    availabilityZoneMode: "single",
    vpcId: config.require("vpcId"),
    subnetId: config.require("subnetId"),
    securityGroupId: config.require("securityGroupId"),
    password: config.requireSecret("ordersPassword"),
    // If quota or resources are missing, it fails at once, and nothing is made.
    precheck: true,
    privateDnsPrefix: "ordersdb",
    // Times are UTC.
    backupStrategy: { startTime: "18:00-19:00", keepDays: 14 },
    maintenanceWindow: { startTime: "19:00", endTime: "23:00" },
    // A second copy of the backups. It excludes `backupEncryption`, and the cloud never tells it: what somebody changes at
    // it by hand is not seen.
    crossRegionBackup: {
      destinationRegion: "ap-southeast-1",
      destinationProjectId: config.get("backupProjectId") ?? "4f5d3c4f6b1a4d0b9ab2c1d0e9f8a7b6",
      keepDays: 30,
    },
    secondLevelMonitoring: { enabled: true, period: 5 },
    slowLogMasking: true,
    sqlThrottling: true,
    autoScaling: {
      enabled: true,
      flavorSwitch: true,
      monitorCycle: 600,
      silenceCycle: 3600,
      enlargeThreshold: 80,
      reduceEnabled: true,
      maxFlavor: "gaussdb.mysql.2xlarge.x86.4",
    },
    // `back_log` takes effect after a restart only: it waits for the maintenance window.
    parameterValues: { long_query_time: 0.5, back_log: 2500 },
    applyRestart: "inMaintenanceWindow",
    tags: { team: "orders" },
  },
  // The flavor is what the cloud has scaled it to.
  { ignoreChanges: ["flavorRef"] },
);

export const host = orders.privateDnsName;
export const port = orders.port;
export const kernel = orders.currentKernelVersion;
export const restartPending = orders.restartPending;
