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

const reader = new gaussdb.ReadReplica("orders-reader", { instanceId: orders.id }, { deletedWith: orders });

const analytics = new gaussdb.StarRocksInstance(
  "analytics",
  {
    instanceId: orders.id,
    haMode: "Single",
    feFlavorId: "afef3bfd-ac7c-32e1-ba44-c388acbb196a",
    beFlavorId: "de565db8-0a96-37ea-9388-61167624712c",
    feVolume: { ioType: "SSD", capacityInGb: 50 },
    beVolume: { ioType: "SSD", capacityInGb: 200 },
    availabilityZone: `${region}a`,
    password: config.requireSecret("databasePassword"),
  },
  { deletedWith: orders },
);

// It is there when the first copy has begun, and goes on with what changes. The copying reads from a replica, so that the
// primary node has its time for the shop.
const copy = new gaussdb.StarRocksReplication(
  "orders",
  {
    starRocksInstanceId: analytics.id,
    sourceNodeId: reader.id,
    sourceDatabase: "shop",
    targetDatabase: "shop",
    // Sessions change with each click and tell nothing afterwards.
    tableReplConfig: { replType: "exclude_tables", replScope: "part", tables: ["sessions"] },
    parameters: { max_full_sync_task_threads_num: 2 },
    // With true it stands still, and copies later what has changed meanwhile.
    paused: false,
  },
  { deletedWith: analytics },
);

export const state = copy.state;
export const isNormal = copy.normal;
