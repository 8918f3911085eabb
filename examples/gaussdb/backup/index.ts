import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const orders = new gaussdb.Instance("orders", {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "single",
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  securityGroupId: config.require("securityGroupId"),
  password: config.requireSecret("ordersPassword"),
});

// It is kept when the instance is deleted, and costs until it is deleted itself. It gets Pulumi's option `protect`.
const before = new gaussdb.Backup("before-migration", {
  instanceId: orders.id,
  description: "Before the migration of the orders",
});

export const backupId = before.id;
export const backedUpAt = before.beginTime;
