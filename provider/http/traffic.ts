import { type RateBudget, type RateLimit, rateBudget } from "./rate-budget.ts";

/** What all calls to one account have in common. */
export interface Traffic {
  readonly budget: RateBudget;
  /** When this process changed something in the account for the last time, as of `performance.now()`. */
  changed: number;
}

export function newTraffic(limit?: RateLimit): Traffic {
  return { budget: rateBudget(limit), changed: Number.NEGATIVE_INFINITY };
}
