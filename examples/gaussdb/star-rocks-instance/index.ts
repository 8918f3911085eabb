import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();
const region = new pulumi.Config("huaweicloud").require("region");

const orders = new gaussdb.Instance("orders", {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "multi",
  masterAvailabilityZone: `${region}a`,
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  securityGroupId: config.require("securityGroupId"),
  password: config.requireSecret("ordersPassword"),
});

// But for the password nothing of a StarRocks instance changes in place: choose its size for some time to come.
const analytics = new gaussdb.StarRocksInstance(
  "analytics",
  {
    instanceId: orders.id,
    haMode: "Cluster",
    feCount: 3,
    beCount: 3,
    // The ids of the flavors gaussdb.sr-fe.xlarge.x86.4 and gaussdb.sr-be.2xlarge.x86.4, as getHtapFlavors tells them.
    feFlavorId: "afef3bfd-ac7c-32e1-ba44-c388acbb196a",
    beFlavorId: "c50e8e15-f2fc-3b40-aca6-c98f07ce2ce0",
    feVolume: { ioType: "SSD", capacityInGb: 50 },
    beVolume: { ioType: "SSD", capacityInGb: 500 },
    // All nodes are in one zone, whatever the instance's zones are.
    availabilityZone: `${region}a`,
    password: config.requireSecret("databasePassword"),
    precheck: true,
  },
  { deletedWith: orders },
);

export const addresses = analytics.addresses;
export const port = analytics.port;
