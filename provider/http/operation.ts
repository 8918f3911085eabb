import type { Turn } from "./rate-budget.ts";

/** Since when what an operation knows of the cloud holds. All moments are those of `performance.now()`. */
export interface Freshness {
  /** What it reads must have been asked for at this moment or later. Its changes and the looks of its waits move it on. */
  since: number;
  /** When the newest answer that it has got was asked for. */
  seen: number;
}

/** The running Pulumi operation on one resource, as the calls that are made for it see it. */
export interface Operation extends Freshness {
  /** Aborted at Ctrl-C and at the time limit; the reason is the error to throw. */
  readonly signal: AbortSignal;
  /** Shown in the status column while the operation runs. */
  progress(text: string): void;
  /** Shown at the resource, and kept. */
  warn(text: string): void;
  /** A turn that was waited for already: the next request takes it. */
  turn?: Turn | undefined;
}

/** How old an answer may be that serves a refresh. */
export const oldestAnswerMs = 30_000;

/** An operation begins now; only what just looks may know the cloud from a while ago. */
export function beginning({ oldestMs = 0 }: { readonly oldestMs?: number } = {}): Freshness {
  return { since: performance.now() - oldestMs, seen: Number.NEGATIVE_INFINITY };
}
