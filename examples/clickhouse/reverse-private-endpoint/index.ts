import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// Where the owner of the endpoint service accepts connections by hand, the status is `PendingAcceptance` until then, and
// pipes have to wait for it. On AWS, support has to enable private DNS names.
const database = new clickhouse.ReversePrivateEndpoint("database", {
  serviceId: analytics.id,
  description: "Database of the shop",
  type: "VPC_ENDPOINT_SERVICE",
  vpcEndpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
  customPrivateDnsMappings: [{ privateDnsName: "database.shop.example.com" }],
});

// A pipe from a database uses a name of the endpoint as its host; one from Kafka names the endpoint itself, in
// `reversePrivateEndpointIds`.
const orders = new clickhouse.ClickPipe(
  "orders",
  {
    serviceId: analytics.id,
    source: {
      mysql: {
        host: "database.shop.example.com",
        port: 3306,
        credentials: { username: "clickpipes", password: config.requireSecret("databasePassword") },
        settings: { replicationMode: "cdc", replicationMechanism: "GTID" },
        tableMappings: [{ sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders" }],
      },
    },
    destination: { database: "default" },
  },
  { dependsOn: database, deletedWith: analytics },
);

export const endpointStatus = database.status;
export const endpointId = database.endpointId;
export const state = orders.state;
