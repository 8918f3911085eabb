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

const analytics = new gaussdb.StarRocksInstance(
  "analytics",
  {
    instanceId: orders.id,
    haMode: "Single",
    feFlavorId: "afef3bfd-ac7c-32e1-ba44-c388acbb196a",
    beFlavorId: "de565db8-0a96-37ea-9388-61167624712c",
    feVolume: { ioType: "SSD", capacityInGb: 50 },
    beVolume: { ioType: "SSD", capacityInGb: 100 },
    availabilityZone: `${region}a`,
    password: config.requireSecret("databasePassword"),
  },
  { deletedWith: orders },
);

// It restarts when it is created, and again with each new value: pulumi config set restartAnalytics 2026-03-02
new gaussdb.StarRocksInstanceRestart(
  "analytics",
  { starRocksInstanceId: analytics.id, triggers: [config.get("restartAnalytics") ?? "2026-03-01"] },
  { deletedWith: analytics },
);
