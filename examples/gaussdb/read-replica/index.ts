import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();
const region = new pulumi.Config("huaweicloud").require("region");

const orders = new gaussdb.Instance("orders", {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "multi",
  masterAvailabilityZone: `${region}a`,
  // The instance cannot do without one. All others are resources of their own.
  slaveCount: 1,
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  securityGroupId: config.require("securityGroupId"),
  password: config.requireSecret("ordersPassword"),
});

// Those of one instance are added by one call: three take no longer than one.
const replicas = ["reports", "search", "spare"].map(
  (name, index) =>
    new gaussdb.ReadReplica(
      `orders-${name}`,
      // At a failover the node with the smallest number becomes the primary.
      { instanceId: orders.id, priority: index + 2, precheck: true },
      { deletedWith: orders },
    ),
);

export const readAddresses = replicas.map(({ privateReadIp }) => privateReadIp);
