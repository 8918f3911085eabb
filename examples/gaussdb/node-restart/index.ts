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

const reports = new gaussdb.ReadReplica("reports", { instanceId: orders.id }, { deletedWith: orders });

// It restarts when it is created, and again with each new value: pulumi config set restartReports 2026-03-02
new gaussdb.NodeRestart(
  "reports",
  { instanceId: orders.id, nodeId: reports.id, triggers: [config.get("restartReports") ?? "2026-03-01"] },
  { deletedWith: orders },
);
