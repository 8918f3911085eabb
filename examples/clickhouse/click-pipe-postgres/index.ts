import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// The source needs `wal_level = logical`: on RDS and Aurora by the parameter `rds.logical_replication`, on Cloud SQL by
// the flag `cloudsql.logical_decoding`, on Azure by the server parameter. Supabase and Neon: use the direct address, not
// that of the connection pool. `type` says who runs the database. A slot that nobody reads keeps the source's log: do not
// leave a pipe stopped for long. IAM_ROLE works for RDS and Aurora, with a service on AWS.
const orders = new clickhouse.ClickPipe(
  "orders",
  {
    serviceId: analytics.id,
    source: {
      postgres: {
        type: "rdspostgres",
        host: "orders.example.com",
        port: 5432,
        database: "shop",
        credentials: { username: "clickpipes", password: config.requireSecret("databasePassword") },
        settings: {
          replicationMode: "cdc",
          publicationName: "clickpipes",
          syncIntervalSeconds: 60,
          // Postgres 17 and newer: the slot survives a failover of the source.
          enableFailoverSlots: true,
        },
        tableMappings: [
          {
            sourceSchemaName: "public",
            sourceTable: "orders",
            targetTable: "orders",
            tableEngine: "ReplacingMergeTree",
            useCustomSortingKey: true,
            sortingKeys: ["customer_id", "id"],
          },
          {
            sourceSchemaName: "public",
            sourceTable: "customers",
            targetTable: "customers",
            excludedColumns: ["card_number"],
          },
        ],
      },
    },
    destination: { database: "default" },
  },
  { deletedWith: analytics },
);

export const state = orders.state;
