import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "gcp",
  region: "us-central1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// The tables are loaded once: nothing of the pipe can change but its name, and a change of anything else loads all of it
// anew. The data goes through a bucket of Google Cloud Storage, which is emptied afterwards; let bucket, dataset and
// service be in the same region, or Google charges the transfer. The service account needs to read the tables, to run
// jobs and to write the bucket.
const history = new clickhouse.ClickPipe(
  "history",
  {
    serviceId: analytics.id,
    source: {
      bigquery: {
        snapshotStagingPath: "gs://shop-staging/clickhouse",
        credentials: { serviceAccountFile: config.requireSecret("serviceAccountFile") },
        settings: { replicationMode: "snapshot", initialLoadParallelism: 4 },
        tableMappings: [{ sourceDatasetName: "shop", sourceTable: "orders", targetTable: "orders_history" }],
      },
    },
    destination: { database: "default" },
  },
  { deletedWith: analytics },
);

export const state = history.state;
