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

// It is there when the first copy has begun, and goes on with what changes. The copying reads from a replica, so that the
// primary node has its time for the shop.
const copy = new gaussdb.ClickHouseReplication(
  "shop",
  {
    clickHouseInstanceId: analytics.id,
    sourceNodeId: reader.id,
    sourceDatabase: "shop",
    // The tables can change in place; that it is a list of what is copied, and not of what is left out, cannot.
    tableReplConfig: { replType: "white_list", tables: ["orders", "order_items", "customers"] },
    // The cloud checks these before anything is made.
    parameters: { default_isolation_level: "QUERY_SNAPSHOT", max_sync_threads: 2 },
    tableConfigs: { orders: "ORDER BY (customer_id, id)", order_items: "PARTITION BY toYYYYMM(created_at)" },
  },
  { deletedWith: analytics },
);

export const state = copy.state;
