import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// The source needs a row based binary log with full images, kept longer than a pipe may stand. RDS and Aurora keep it
// only where automatic backups are on, and as long as `mysql.rds_set_configuration('binlog retention hours', …)` says.
// MariaDB replicates by GTID only; for MySQL, support can enable file and position (`FILE_POS`). IAM_ROLE works for RDS
// and Aurora, with a service on AWS.
const orders = new clickhouse.ClickPipe(
  "orders",
  {
    serviceId: analytics.id,
    source: {
      mysql: {
        type: "auroramysql",
        host: "orders.example.com",
        port: 3306,
        credentials: { username: "clickpipes", password: config.requireSecret("databasePassword") },
        settings: { replicationMode: "cdc", replicationMechanism: "GTID", syncIntervalSeconds: 60 },
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
  },
  { deletedWith: analytics },
);

export const state = orders.state;
