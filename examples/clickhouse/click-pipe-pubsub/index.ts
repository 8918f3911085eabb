import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "gcp",
  region: "europe-west4",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// A limited preview: the vendor's support must enable it. The pipe makes a subscription of its own to the topic; a
// message that was acknowledged before does not come again, whatever `seekType` says. The service account needs to read
// the topic and to make subscriptions; its key file is given in base64.
const clicks = new clickhouse.ClickPipe(
  "clicks",
  {
    serviceId: analytics.id,
    source: {
      pubsub: {
        projectId: "shop-production",
        topic: "clicks",
        format: "JSONEachRow",
        authentication: "SERVICE_ACCOUNT",
        serviceAccountKey: { serviceAccountFile: config.requireSecret("serviceAccountFile") },
        seekType: "earliest",
        filter: 'attributes.region = "eu"',
        ackDeadline: 60,
      },
    },
    destination: {
      database: "default",
      table: "clicks",
      columns: [
        { name: "id", type: "String" },
        { name: "at", type: "DateTime" },
      ],
      tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["at", "id"] },
    },
    fieldMappings: [
      { sourceField: "id", destinationField: "id" },
      { sourceField: "timestamp", destinationField: "at" },
    ],
  },
  { deletedWith: analytics },
);

export const state = clicks.state;
