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

// The slow log is the only one that the lightweight edition sends. Group and stream are made in Log Tank Service.
new gaussdb.ClickHouseLtsLogConfiguration(
  "slow-log",
  {
    clickHouseInstanceId: analytics.id,
    ltsGroupId: "460d8437-9dcb-47d0-8c56-5758f2042272",
    ltsStreamId: "bad1ca5d-e347-437f-be89-f2e08ce117b8",
  },
  { deletedWith: analytics },
);
