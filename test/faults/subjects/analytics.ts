import type { Properties } from "../../engine/embedded/property-values.ts";
import type { Declaration } from "../stack.ts";

/** A service for what is made at one. It never idles, so that it need not be woken. */
export function analytics(more: Properties = {}): Declaration {
  const args = { provider: "aws", region: "eu-west-1", ipAccessList: [], idleScaling: false, ...more };
  return { token: "clickhouse:Service", name: "analytics", after: [], args: () => args };
}
