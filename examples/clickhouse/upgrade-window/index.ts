import { clickhouse } from "pulumi-clickhouse-gaussdb";

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// Support must enable upgrade windows. Further services of a warehouse are upgraded with the first, which has the window.
const window = new clickhouse.UpgradeWindow(
  "sunday-night",
  { serviceId: analytics.id, weekday: 0, startHourUtc: 0 },
  { deletedWith: analytics },
);

export const hours = window.duration;
