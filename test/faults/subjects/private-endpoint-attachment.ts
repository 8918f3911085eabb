import type { Subject } from "../subject.ts";
import { analytics } from "./analytics.ts";

export const privateEndpointAttachment: Subject = {
  token: "clickhouse:PrivateEndpointAttachment",
  needs: [analytics()],
  args: ({ analytics: made }) => ({ serviceId: made?.id, privateEndpointId: "vpce-0a1b2c3d4e5f60718" }),
  updates: {},
  creation: { operation: "updateService", states: [] },
};
