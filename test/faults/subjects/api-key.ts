import type { Subject } from "../subject.ts";

export const apiKey: Subject = {
  token: "clickhouse:ApiKey",
  needs: [],
  args: () => ({
    roles: ["developer"],
    expireAt: "2027-01-15T00:00:00Z",
    ipAccessList: [{ source: "198.51.100.17", description: "Build server" }],
  }),
  updates: {
    details: () => ({
      name: "after",
      state: "disabled",
      expireAt: undefined,
      ipAccessList: [{ source: "192.0.2.0/24" }],
    }),
    roles: () => ({ roles: ["query_endpoints"] }),
  },
  objects: ["clickhouse", "apiKeys"],
  creation: { operation: "createApiKey", states: [] },
};
