import PQueue from "p-queue";
import { inTurn } from "./turn.ts";

/** The pace of the calls of one account. */
export interface Pace {
  /** Runs a call when it is its turn: what changes something goes before what only looks. */
  turn<T>(call: () => Promise<T>, { changes, signal }: { changes: boolean; signal: AbortSignal }): Promise<T>;
  /** At the rate limit: no call begins until the time is over. */
  holdBack(ms: number): void;
}

export function pace(): Pace {
  const queue = new PQueue({ concurrency: 16 });
  let heldUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    turn: (call, { changes, signal }) => inTurn(queue, call, { priority: changes ? 1 : 0, signal }),
    holdBack(ms) {
      const end = Date.now() + ms;
      if (end <= heldUntil) return;
      heldUntil = end;
      queue.pause();
      clearTimeout(timer);
      timer = setTimeout(() => queue.start(), ms);
    },
  };
}
