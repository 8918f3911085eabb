import { AsyncLocalStorage } from "node:async_hooks";
import type { Wire } from "../../../provider/runtime/wire.ts";

const requests = new AsyncLocalStorage<Wire>();
let cancelled = new AbortController();

export function wire(): Wire {
  return requests.getStore() ?? {};
}

export let interrupted: AbortSignal = cancelled.signal;

/** Runs work as what the engine has asked for. */
export function requested<T>(request: Wire, work: () => T): T {
  return requests.run(request, work);
}

export function pressCtrlC(): void {
  cancelled.abort();
}

/** As in a new process, where nobody has pressed Ctrl-C yet. */
export function forgetCtrlC(): void {
  cancelled = new AbortController();
  interrupted = cancelled.signal;
}
