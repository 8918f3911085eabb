import { beginning, type Operation } from "../http/operation.ts";
import { type EngineLog, engineLog } from "./engine-log.ts";
import { redact } from "./secrets.ts";
import { interrupted, wire } from "./wire.ts";

/** Ctrl-C ended the wait; what the cloud has accepted goes on there. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("interrupted; what the cloud has accepted goes on there");
  }
}

/** The operation took longer than it may; what the cloud has accepted goes on there. */
export class TimeLimit extends Error {
  override readonly name = "TimeLimit";
  constructor(minutes: number) {
    super(
      `not finished after ${duration(minutes)}, the time limit; it goes on in the cloud ` +
        "(customTimeouts sets another limit)",
    );
  }
}

function duration(minutes: number): string {
  const [count, unit] = Number.isInteger(minutes) ? [minutes, "minute"] : [Math.round(minutes * 60), "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** More would overflow a timer, which would then be due at once. */
const longestTimerMs = 2 ** 31 - 1;

let log: EngineLog | undefined;

/** The engine's log of this process. */
export function engine(): EngineLog {
  log ??= engineLog();
  return log;
}

/**
 * Runs work as an operation on the resource of the current request, within its time limit. What just looks may share
 * answers of up to `oldestMs` ago.
 */
export async function running<T>(
  limitMinutes: number,
  work: (operation: Operation) => Promise<T>,
  { oldestMs = 0 }: { readonly oldestMs?: number } = {},
): Promise<T> {
  const { urn, timeoutSeconds } = wire();
  const minutes = timeoutSeconds ? timeoutSeconds / 60 : limitMinutes;
  const limit = new AbortController();
  const limitMs = Math.min(minutes * 60_000, longestTimerMs);
  const timer = setTimeout(() => limit.abort(new TimeLimit(minutes)), limitMs);
  const onInterrupt = () => limit.abort(new Interrupted());
  interrupted.addEventListener("abort", onInterrupt);
  if (interrupted.aborted) onInterrupt();
  const signal = AbortSignal.any([limit.signal, engine().gone]);
  const progress = throttled((text) => engine().status(redact(text), urn));
  try {
    const warn = (text: string) => engine().warn(redact(text), urn);
    return await work({ ...beginning({ oldestMs }), signal, progress, warn });
  } catch (error) {
    throw causeOf(error, signal);
  } finally {
    clearTimeout(timer);
    interrupted.removeEventListener("abort", onInterrupt);
    await engine().delivered();
  }
}

/** Whether a wait ended before what was waited for; that goes on in the cloud. */
export function isWaitCutShort(error: unknown): boolean {
  return error instanceof TimeLimit || error instanceof Interrupted;
}

/** Why a wait ended: Node's own waits only say that they were aborted. */
export function causeOf(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted && error instanceof Error && error.name === "AbortError" ? signal.reason : error;
}

/** Elsewhere than on a terminal each message stays a line: at most one in 10 s at first, later one a minute. */
function throttled(say: (text: string) => void): (text: string) => void {
  const start = Date.now();
  let last: { text: string; time: number } | undefined;
  return (text) => {
    const now = Date.now();
    const pause = now - start < 60_000 ? 10_000 : 60_000;
    if (last && (last.text === text || now - last.time < pause)) return;
    last = { text, time: now };
    say(text);
  };
}
