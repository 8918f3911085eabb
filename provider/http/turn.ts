import type PQueue from "p-queue";

/** Runs work in its turn. An interruption ends the waiting; work that has begun keeps the turn until its own end. */
export async function inTurn<T>(
  queue: PQueue,
  work: () => Promise<T>,
  { signal, priority = 0 }: { readonly signal: AbortSignal; readonly priority?: number },
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
