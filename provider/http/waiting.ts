import type { Operation } from "./operation.ts";
import { pause } from "./signals.ts";

/** Something to wait for. */
export interface Wait<T> {
  /** What is going on, for example `creating`. */
  readonly what: string;
  /** How long it usually takes, for example `15 to 25 min`. */
  readonly usual?: string | undefined;
  /** Looks once: `done` when it is over, else what is to be seen now. */
  look(): Promise<{ readonly done: T } | { readonly now?: string | undefined }>;
}

const shortestMs = 250;
const longestMs = 5_000;

/**
 * Looks until it is over: after a tenth of the time already waited, but every 250 ms to 5 s. What is read after it is as
 * fresh as what ended it.
 */
export async function waitFor<T>({ what, usual, look }: Wait<T>, operation: Operation): Promise<T> {
  const start = performance.now();
  for (;;) {
    operation.signal.throwIfAborted();
    const seen = await look();
    if ("done" in seen) {
      operation.since = Math.max(operation.since, operation.seen);
      return seen.done;
    }
    const now = performance.now();
    const waitedMs = now - start;
    operation.progress([what, seen.now, elapsed(waitedMs), usual && `usually ${usual}`].filter(Boolean).join(", "));
    const next = nextLook(now, waitedMs);
    await pause(Math.ceil(next - now), operation.signal);
    operation.since = Math.max(operation.since, next);
  }
}

/**
 * All waits of a process look at moments of one grid, which is coarser the longer they have waited: those that wait for
 * objects of one collection share its answers.
 */
function nextLook(now: number, waitedMs: number): number {
  const intervalMs = Math.min(Math.max(waitedMs / 10, shortestMs), longestMs);
  const stepMs = shortestMs * 2 ** Math.floor(Math.log2(intervalMs / shortestMs));
  return (Math.floor((now + intervalMs - stepMs) / stepMs) + 1) * stepMs;
}

function elapsed(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1_000)} s` : `${Math.floor(ms / 60_000)} min`;
}
