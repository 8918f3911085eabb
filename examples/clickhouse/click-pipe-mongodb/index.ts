import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "gcp",
  region: "europe-west4",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// The source must be a replica set or a sharded cluster, because the pipe reads change streams; the oplog must reach
// back further than a pipe may stand. On Atlas, let the addresses of the pipes into the project's access list, and give
// the address that begins with `mongodb+srv://`. The whole address is secret: it may hold user name and password.
const events = new clickhouse.ClickPipe(
  "events",
  {
    serviceId: analytics.id,
    source: {
      mongodb: {
        uri: "mongodb+srv://shop.example.com/shop",
        credentials: { username: "clickpipes", password: config.requireSecret("databasePassword") },
        readPreference: "secondaryPreferred",
        settings: { replicationMode: "cdc", useJsonNativeFormat: true },
        tableMappings: [{ sourceDatabaseName: "shop", sourceCollection: "events", targetTable: "events" }],
      },
    },
    destination: { database: "default" },
  },
  { deletedWith: analytics },
);

export const state = events.state;
