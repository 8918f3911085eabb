import { beginning, type Operation } from "./operation.ts";
import { afterwards } from "./signals.ts";

/** What one operation asks for. Its first outcome counts; an operation that has been interrupted hears of none. */
export interface Asked<In, Out> {
  readonly input: In;
  resolve(outcome: Out): void;
  reject(reason: unknown): void;
}

/** A call that has been sent is answered within 10 s after an interruption; then there is time for a look, and to tell. */
const lastLookMs = 12_000;
const leaveMs = 15_000;

/** An operation's part in work that is done for several. */
export interface Participant<In, Out> extends Asked<In, Out> {
  readonly operation: Operation;
  readonly outcome: Promise<Out>;
  isWaiting(): boolean;
  /** It is being served from now on; `false` if it does not wait any more. */
  begin(): boolean;
}

/** An operation that `lingers` when it is interrupted waits a little to learn what has been made for it. */
export function participant<In, Out>(
  input: In,
  operation: Operation,
  { lingers }: { readonly lingers: boolean },
): Participant<In, Out> {
  const { signal } = operation;
  const { promise: outcome, resolve, reject } = Promise.withResolvers<Out>();
  let isWaiting = true;
  let begun = false;
  let timer: NodeJS.Timeout | undefined;
  const end = (tell: () => void) => {
    if (!isWaiting) return;
    isWaiting = false;
    clearTimeout(timer);
    signal.removeEventListener("abort", interrupt);
    // Whatever was done meanwhile, what the operation reads from now on must show it.
    operation.since = performance.now();
    tell();
  };
  const leave = () => end(() => reject(signal.reason));
  const interrupt = () => {
    if (begun && lingers) timer = setTimeout(leave, leaveMs);
    else leave();
  };
  signal.addEventListener("abort", interrupt, { once: true });
  if (signal.aborted) leave();
  return {
    input,
    operation,
    outcome,
    isWaiting: () => isWaiting,
    begin() {
      // Nothing is begun for an operation that was interrupted, however long it would still wait.
      if (signal.aborted) leave();
      begun = isWaiting;
      return begun;
    },
    resolve: (value) => end(() => resolve(value)),
    reject: (reason) => end(() => reject(reason)),
  };
}

/** What joint work runs as. */
export interface SharedOperation {
  readonly operation: Operation;
  /** The same for a few seconds after the interruption. */
  readonly lastLook: Operation;
  release(): void;
}

/** The operation behind joint work: it is interrupted when everybody is, and tells everybody who still waits. */
export function sharedBy(members: readonly Participant<unknown, unknown>[]): SharedOperation {
  const controller = new AbortController();
  const signals = members.map(({ operation }) => operation.signal);
  const onAbort = () => {
    if (signals.every(({ aborted }) => aborted)) controller.abort(signals.at(-1)?.reason);
  };
  for (const signal of signals) signal.addEventListener("abort", onAbort);
  const late = afterwards(controller.signal, lastLookMs);
  const tell = (how: "progress" | "warn") => (text: string) => {
    for (const member of members) if (member.isWaiting()) member.operation[how](text);
  };
  const voice = { progress: tell("progress"), warn: tell("warn") };
  return {
    operation: { ...beginning(), signal: controller.signal, ...voice },
    lastLook: { ...beginning(), signal: late.signal, ...voice },
    release() {
      late.release();
      for (const signal of signals) signal.removeEventListener("abort", onAbort);
    },
  };
}
