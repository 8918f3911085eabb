import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

export const privateEndpointAttachment: Subject = {
  token: "clickhouse:PrivateEndpointAttachment",
  needs: [analytics, reports],
  args: ({ analytics }) => ({ serviceId: analytics?.id, privateEndpointId: "vpce-0a1b2c3d4e5f60718" }),
  updates: {},
  replacements: {
    service: ({ reports }) => ({ serviceId: reports?.id }),
    endpoint: () => ({ privateEndpointId: "vpce-0f1e2d3c4b5a69788" }),
  },
  creation: { operation: "updateService", states: [] },
};
