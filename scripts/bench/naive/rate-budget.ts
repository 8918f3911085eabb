import type { RateBudget } from "../../../provider/http/rate-budget.ts";
import { retryAfter } from "../../../provider/http/rate-limit-headers.ts";
import { pause } from "../../../provider/http/signals.ts";

/** Nobody knows the limit: who has been refused comes again when the cloud says, whatever the others do. */
export function rateBudget(): RateBudget {
  const refusedUntil = new WeakMap<AbortSignal, number>();
  return {
    async turn({ signal }) {
      await pause((refusedUntil.get(signal) ?? 0) - performance.now(), signal);
      return {
        at: performance.now(),
        answered({ status, headers }) {
          if (status === 429) refusedUntil.set(signal, performance.now() + (retryAfter(headers) ?? 1_000));
        },
      };
    },
  };
}
