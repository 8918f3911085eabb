import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

const key = { token: "clickhouse:ApiKey", name: "key", after: [], args: () => ({ roles: ["query_endpoints"] }) };

export const serviceQueryEndpoint: Subject = {
  token: "clickhouse:ServiceQueryEndpoint",
  needs: [analytics, reports, key, { ...key, name: "otherKey" }],
  args: ({ analytics, key }) => ({
    serviceId: analytics?.id,
    openApiKeys: [key?.id],
    roles: ["sql_console_read_only"],
  }),
  updates: {
    access: ({ key, otherKey }) => ({
      openApiKeys: [otherKey?.id, key?.id],
      roles: ["sql_console_admin", "sql_console_read_only"],
      allowedOrigins: ["https://shop.example.com", "https://dashboards.example.com"],
    }),
  },
  replacements: { service: ({ reports }) => ({ serviceId: reports?.id }) },
  drift: {
    inputs: ["roles"],
    byHand: (admin, id) => admin.change("clickhouse", "queryEndpoints", id, { roles: ["sql_console_admin"] }),
  },
  objects: ["clickhouse", "queryEndpoints"],
  creation: { operation: "upsertServiceQueryEndpoint", states: [] },
};
