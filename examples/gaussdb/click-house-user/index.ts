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

// Reads the copy of one database. Which users may define tables the cloud decides: see the output `ddl`.
const dashboards = new gaussdb.ClickHouseUser(
  "dashboards",
  {
    clickHouseInstanceId: analytics.id,
    name: "dashboards",
    password: config.requireSecret("reportingPassword"),
    databases: ["shop"],
    dml: 1,
  },
  { deletedWith: analytics },
);

// Uses all databases, also those that come later, and changes settings of its sessions.
new gaussdb.ClickHouseUser(
  "analysts",
  {
    clickHouseInstanceId: analytics.id,
    name: "analysts",
    password: config.requireSecret("modellingPassword"),
    databases: ["*"],
    dml: 2,
  },
  { deletedWith: analytics },
);

export const mayDefineTables = dashboards.ddl;
