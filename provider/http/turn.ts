import type PQueue from "p-queue";

/** Who waits for a turn, and how urgent it is. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** The higher goes first. Default 0. */
  readonly priority?: number;
  /**
   * How long the work usually takes: the shorter goes first. Whatever the order, the last one ends at the same time;
   * in this one most of those that others wait for end soonest, and nothing short is stuck behind something long.
   */
  readonly minutes?: number;
}

/** Runs work in its turn. An interruption ends the waiting; work that has begun keeps the turn until its own end. */
export async function inTurn<T>(
  queue: PQueue,
  work: () => Promise<T>,
  { signal, minutes = 0, priority = -minutes }: Waiting,
): Promise<T> {
  signal.throwIfAborted();
  // The queue would give the turn away as soon as the signal that it knows aborts.
  const waiting = new AbortController();
  const stop = () => waiting.abort(signal.reason);
  const begin = () => {
    signal.removeEventListener("abort", stop);
    return work();
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await queue.add(begin, { signal: waiting.signal, priority });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
