import { clickhouse } from "pulumi-clickhouse-gaussdb";

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

const dashboards = new clickhouse.ApiKey("dashboards", { roles: ["query_endpoints"] });

// An endpoint names its keys by `id`, the UUID. Callers log in with `keyId` and `keySecret`, which are told once.
const endpoint = new clickhouse.ServiceQueryEndpoint(
  "dashboards",
  {
    serviceId: analytics.id,
    openApiKeys: [dashboards.id],
    roles: ["sql_console_read_only"],
    allowedOrigins: ["https://dashboards.example.com"],
  },
  { deletedWith: analytics },
);

export const queryEndpointId = endpoint.queryEndpointId;
export const keyId = dashboards.keyId;
export const keySecret = dashboards.keySecret;
