import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();
const region = new pulumi.Config("huaweicloud").require("region");

const orders = new gaussdb.Instance("orders", {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "single",
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  securityGroupId: config.require("securityGroupId"),
  password: config.requireSecret("ordersPassword"),
});

const analytics = new gaussdb.ClickHouseInstance(
  "analytics",
  {
    instanceId: orders.id,
    engineVersion: "1",
    haMode: "Single",
    availabilityZones: [`${region}a`],
    flavorId: "b44cfde6-d250-313c-8d7a-cd216f071658",
    volume: { ioType: "SSD", capacityInGb: 100 },
    password: config.requireSecret("databasePassword"),
  },
  { deletedWith: orders },
);

// Restarts when it is created, and again when the flavor changes. To restart by hand, add a trigger, for example a date.
new gaussdb.ClickHouseInstanceRestart(
  "analytics",
  { clickHouseInstanceId: analytics.id, triggers: [analytics.flavorId] },
  { deletedWith: analytics },
);
