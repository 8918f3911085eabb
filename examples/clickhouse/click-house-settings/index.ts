import { clickhouse } from "pulumi-clickhouse-gaussdb";

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// All other settings stay as they are. One that is taken out of the map goes back to its default.
new clickhouse.ClickHouseSettings(
  "queries",
  { serviceId: analytics.id, settings: { compatibility: "25.6", max_query_size: 524288, max_threads: 8 } },
  { deletedWith: analytics },
);

// Another part of the program can have settings of its own. This one restarts the servers one after the other.
new clickhouse.ClickHouseSettings(
  "connections",
  { serviceId: analytics.id, settings: { keep_alive_timeout: 30 } },
  { deletedWith: analytics },
);
