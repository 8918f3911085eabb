import type { Operation } from "./operation.ts";

/** For calls that several operations share, so that none of them owns the call. */
export function background(): Operation {
  return { signal: AbortSignal.timeout(600_000), progress: () => undefined, warn: () => undefined };
}
