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

// The lightweight edition of HTAP. Its network is that of the database, and it is paid per use.
const analytics = new gaussdb.ClickHouseInstance(
  "analytics",
  {
    instanceId: orders.id,
    // The major version alone: the vendor decides which kernel that is.
    engineVersion: "1",
    haMode: "Ha",
    availabilityZones: [`${region}a`, `${region}b`],
    // The id of the flavor gaussdb.ch.xlarge.x86.4, as getHtapFlavors tells it, not its code.
    flavorId: "b44cfde6-d250-313c-8d7a-cd216f071658",
    // It grows in place and never becomes smaller.
    volume: { ioType: "ESSD", capacityInGb: 200 },
    password: config.requireSecret("databasePassword"),
    // Statements stand in the slow log without their values.
    slowLogMasking: true,
  },
  { deletedWith: orders },
);

export const address = analytics.address;
export const ports = analytics.ports;
