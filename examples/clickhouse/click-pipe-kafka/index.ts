import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// How a pipe may log in depends on who runs the brokers, and a preview checks it:
// - Confluent Cloud, Google's managed Kafka (`gcmk`) and WarpStream: PLAIN, with an API key as user name and password.
// - Amazon MSK: SCRAM-SHA-512, IAM_USER, or IAM_ROLE. A role needs a service on AWS: let the role trust `iamRole`, an
//   output of the service.
// - Azure Event Hubs: PLAIN, with the connection string of the namespace as `connectionString`.
// - All but WarpStream and Event Hubs: MUTUAL_TLS with a certificate of the client.
const clicks = new clickhouse.ClickPipe(
  "clicks",
  {
    serviceId: analytics.id,
    source: {
      kafka: {
        type: "confluent",
        format: "JSONEachRow",
        brokers: "broker-1.example.com:9092,broker-2.example.com:9092",
        topics: "clicks",
        consumerGroup: "clickhouse-clicks",
        authentication: "PLAIN",
        credentials: { username: config.require("kafkaKey"), password: config.requireSecret("kafkaSecret") },
        offset: { strategy: "from_beginning" },
      },
    },
    destination: {
      database: "default",
      table: "clicks",
      columns: [
        { name: "id", type: "String" },
        { name: "at", type: "DateTime" },
        { name: "page", type: "LowCardinality(String)" },
      ],
      tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["at", "id"], partitionBy: "toYYYYMM(at)" },
    },
    fieldMappings: [
      { sourceField: "id", destinationField: "id" },
      { sourceField: "timestamp", destinationField: "at" },
      { sourceField: "page", destinationField: "page" },
    ],
    scaling: { replicas: 2, replicaCpuMillicores: 250, replicaMemoryGb: 1 },
    settings: { streaming_max_insert_wait_ms: 1000 },
  },
  { deletedWith: analytics },
);

export const state = clicks.state;
