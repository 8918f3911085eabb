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

// Group and streams are objects of Log Tank Service.
const ltsGroupId = config.get("logGroupId") ?? "c3dd5233-24a1-443c-6b40-310b3ad85382";
const streams = {
  error_log: config.get("errorStreamId") ?? "9b476e31-b745-4e76-8d78-2081168651f7",
  slow_log: config.get("slowStreamId") ?? "4d1f6b8e-7a35-4c8e-9b41-0e5f9b6f2c10",
};

for (const [logType, ltsStreamId] of Object.entries(streams)) {
  new gaussdb.LtsLogConfiguration(
    logType,
    { instanceId: orders.id, logType, ltsGroupId, ltsStreamId },
    { deletedWith: orders },
  );
}
