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
const longestMs = 10_000;

/** Looks until it is over: after a tenth of the time already waited, but every 250 ms to 10 s. */
export async function waitFor<T>({ what, usual, look }: Wait<T>, { signal, progress }: Operation): Promise<T> {
  const start = Date.now();
  for (;;) {
    signal.throwIfAborted();
    const seen = await look();
    if ("done" in seen) return seen.done;
    const waitedMs = Date.now() - start;
    progress([what, seen.now, elapsed(waitedMs), usual && `usually ${usual}`].filter(Boolean).join(", "));
    await pause(Math.min(Math.max(waitedMs / 10, shortestMs), longestMs), signal);
  }
}

function elapsed(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1_000)} s` : `${Math.floor(ms / 60_000)} min`;
}
