import type { Operation } from "../../../provider/http/operation.ts";
import { pause } from "../../../provider/http/signals.ts";
import type { Wait } from "../../../provider/http/waiting.ts";

const intervalMs = 5_000;

/** Each wait looks every 5 s, from its own beginning on. */
export async function waitFor<T>({ look }: Wait<T>, operation: Operation): Promise<T> {
  for (;;) {
    operation.signal.throwIfAborted();
    const seen = await look();
    if ("done" in seen) return seen.done;
    await pause(intervalMs, operation.signal);
  }
}
