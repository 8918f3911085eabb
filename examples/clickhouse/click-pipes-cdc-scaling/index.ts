import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

const orders = new clickhouse.ClickPipe(
  "orders",
  {
    serviceId: analytics.id,
    source: {
      postgres: {
        host: "orders.example.com",
        port: 5432,
        database: "shop",
        credentials: { username: "clickpipes", password: config.requireSecret("databasePassword") },
        settings: { replicationMode: "cdc" },
        tableMappings: [{ sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders" }],
      },
    },
    destination: { database: "default" },
    // A new text, for example the date, makes the pipe load all its tables anew.
    resyncTrigger: "2026-01-15",
  },
  { deletedWith: analytics },
);

// All pipes of the service from Postgres, MySQL, MongoDB and BigQuery share the workers, which come with the first one.
// They have four times as many GiB of memory as cores.
const workers = new clickhouse.ClickPipesCdcScaling(
  "workers",
  { serviceId: analytics.id, replicaCpuMillicores: 4000 },
  { dependsOn: orders, deletedWith: analytics },
);

export const memoryGb = workers.replicaMemoryGb;
