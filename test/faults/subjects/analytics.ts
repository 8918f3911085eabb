import type { Declaration } from "../stack.ts";

/** A service for what is made at one. It never idles, so that it need not be woken. */
export const analytics: Declaration = {
  token: "clickhouse:Service",
  name: "analytics",
  after: [],
  args: () => ({ provider: "aws", region: "eu-west-1", ipAccessList: [], idleScaling: false }),
};

/** Another one. */
export const reports: Declaration = { ...analytics, name: "reports" };
