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
  // Without this, rules have no effect.
  sqlThrottling: true,
});

// Rules belong to a node: after a failover the primary is another one, and these guard the former one.
const primary = orders.nodes.apply((nodes) => nodes.find(({ type }) => type === "master")?.id ?? "");

new gaussdb.SqlThrottlingRules(
  "primary",
  {
    instanceId: orders.id,
    nodeId: primary,
    rules: [
      {
        sqlType: "SELECT",
        patterns: [
          // Statements with all these words, in this order: two at a time.
          { pattern: "select~from~orders~where~note~like", maxConcurrency: 2 },
          // Nobody exports the customers during the sale.
          { pattern: "select~from~customers~into~outfile", maxConcurrency: 0 },
        ],
      },
      { sqlType: "DELETE", patterns: [{ pattern: "delete~from~orders", maxConcurrency: 1 }] },
    ],
  },
  // The node becomes another one at a failover; that alone is no reason to take the rules from this one.
  { deletedWith: orders, ignoreChanges: ["nodeId"] },
);
