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

// `gaussdb.getScheduledJobs()` lists the jobs. One that is gone is left alone.
new gaussdb.ScheduledJobDeletion(
  "old-restart",
  { instanceId: orders.id, jobId: config.get("scheduledJob") ?? "54c219a29a5f477ba69e36d0116d05d7" },
  { deletedWith: orders },
);
