import * as pulumi from "@pulumi/pulumi";
import { clickhouse, gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();
const region = new pulumi.Config("huaweicloud").require("region");
const ordersPublicIp = config.get("ordersPublicIp");

// What the change stream needs: whole rows in the binary log, kept long enough for a pause.
const changeStream = new gaussdb.ParameterTemplate("change-stream", {
  description: "Row based binary log for the change stream",
  datastore: { version: "8.0" },
  parameterValues: { binlog_row_image: "FULL", max_connections: 2000 },
});

const orders = new gaussdb.Instance("orders", {
  flavorRef: config.get("ordersFlavor") ?? "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "multi",
  masterAvailabilityZone: `${region}a`,
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  securityGroupId: config.require("securityGroupId"),
  password: config.requireSecret("ordersPassword"),
  port: 3307,
  publicIp: ordersPublicIp,
  publicIpId: config.get("ordersPublicIpId"),
  sslOption: true,
  backupStrategy: { startTime: "18:00-19:00", keepDays: 14 },
  maintenanceWindow: { startTime: "18:00", endTime: "22:00" },
  tags: { team: "orders" },
});

const applied = new gaussdb.ParameterTemplateApplication(
  "change-stream",
  {
    configurationId: changeStream.id,
    configurationUpdated: changeStream.updated,
    instanceIds: [orders.id],
    applyRestart: "immediately",
  },
  { deletedWith: orders },
);

const replicas = Array.from(
  { length: config.getNumber("readReplicas") ?? 2 },
  (_, index) =>
    new gaussdb.ReadReplica(
      `orders-read-${index + 1}`,
      { instanceId: orders.id, priority: index + 1 },
      { deletedWith: orders, dependsOn: applied },
    ),
);

// Applications write and read through one address.
const application = new gaussdb.Proxy(
  "orders",
  {
    instanceId: orders.id,
    flavorRef: "gaussdb.proxy.large.x86.2",
    nodeNum: 2,
    masterWeight: 100,
    readonlyNodes: replicas.map((replica) => ({ id: replica.id, weight: 200 })),
    transactionSplit: true,
    consistenceMode: "session",
    accessControl: { type: "white", ipList: [{ ip: "10.0.0.0/16", description: "Applications" }] },
  },
  { deletedWith: orders },
);

const analytics = new clickhouse.Service("analytics", {
  provider: config.get("analyticsProvider") ?? "aws",
  region: config.get("analyticsRegion") ?? "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
  minReplicaMemoryGb: 16,
  maxReplicaMemoryGb: 64,
  numReplicas: 3,
  idleScaling: false,
  tags: { team: "orders" },
});

// The stream reads the instance itself: a proxy has no binary log.
const stream = new clickhouse.ClickPipe(
  "orders",
  {
    serviceId: analytics.id,
    source: {
      mysql: {
        host: ordersPublicIp ?? config.require("ordersHost"),
        port: orders.port,
        credentials: { username: "clickpipes", password: config.requireSecret("clickpipesPassword") },
        settings: { replicationMode: "cdc", syncIntervalSeconds: 60 },
        tableMappings: [
          { sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders", tableEngine: "ReplacingMergeTree" },
          {
            sourceSchemaName: "shop",
            sourceTable: "customers",
            targetTable: "customers",
            excludedColumns: ["card_number"],
          },
        ],
      },
    },
    destination: { database: "default" },
    stopped: config.getBoolean("streamStopped") ?? false,
  },
  { deletedWith: analytics, dependsOn: applied },
);

export const writeAddress = pulumi.interpolate`${application.address}:${application.port}`;
export const analyticsUrl = analytics.httpsUrl;
export const analyticsPassword = analytics.password;
export const streamState = stream.state;
