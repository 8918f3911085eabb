import { beginning, type Operation } from "./operation.ts";
import type { Turn } from "./rate-budget.ts";

/** For calls that several operations share, so that none of them owns the call. */
export function background(turn?: Turn): Operation {
  return {
    ...beginning(),
    signal: AbortSignal.timeout(600_000),
    progress: () => undefined,
    warn: () => undefined,
    turn,
  };
}
