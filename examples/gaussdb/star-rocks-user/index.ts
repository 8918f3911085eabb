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

// Reads the orders and nothing else.
new gaussdb.StarRocksUser(
  "reporting",
  {
    starRocksInstanceId: analytics.id,
    name: "reporting",
    password: config.requireSecret("reportingPassword"),
    databases: ["orders"],
    dml: 1,
  },
  { deletedWith: analytics },
);

// Makes tables of its own, in all databases.
new gaussdb.StarRocksUser(
  "modelling",
  {
    starRocksInstanceId: analytics.id,
    name: "modelling",
    password: config.requireSecret("modellingPassword"),
    databases: ["*"],
    dml: 3,
    ddl: true,
  },
  { deletedWith: analytics },
);
