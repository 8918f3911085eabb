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

const application = new gaussdb.Proxy(
  "orders",
  { instanceId: orders.id, flavorRef: "gaussdb.proxy.large.x86.2", nodeNum: 2 },
  { deletedWith: orders },
);

// Connections through the proxy are interrupted, those to the instance are not.
new gaussdb.ProxyRestart(
  "orders",
  { instanceId: orders.id, proxyId: application.id, triggers: [config.get("restartProxy") ?? "2026-03-01"] },
  { deletedWith: orders },
);
