import { clickhouse } from "pulumi-clickhouse-gaussdb";

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// With a start time there is one backup a day. For more of them, set `backupPeriodInHours` instead. The configuration of
// a warehouse is that of its first service.
new clickhouse.BackupConfiguration(
  "nightly",
  { serviceId: analytics.id, backupStartTime: "02:00", backupRetentionPeriodInHours: 7 * 24 },
  { deletedWith: analytics },
);
