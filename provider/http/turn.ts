import type PQueue from "p-queue";

/** Runs work in its turn. An interruption ends the waiting for the turn; work that has begun sees to its own end. */
export async function inTurn<T>(
  queue: PQueue,
  work: () => Promise<T>,
  options: { readonly signal: AbortSignal; readonly priority?: number },
): Promise<T> {
  let begun: Promise<T> | undefined;
  const begin = () => {
    begun = work();
    return begun;
  };
  try {
    return await queue.add(begin, options);
  } catch (error) {
    if (begun) return begun;
    throw error;
  }
}
