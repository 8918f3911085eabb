import pRetry from "p-retry";
import { address } from "./address.ts";
import { resultOf } from "./answer.ts";
import type { Dialect, Patience } from "./dialect.ts";
import { AnswerLost, CloudError, Unreachable } from "./errors.ts";
import { exchange } from "./exchange.ts";
import type { Operation } from "./operation.ts";
import type { OperationCall } from "./operation-table.ts";
import { secretsIn } from "./redact.ts";
import { afterwards } from "./signals.ts";
import { newTraffic, type Traffic } from "./traffic.ts";

export type Arguments = Readonly<Record<string, unknown>> & { readonly body?: unknown };

/** Calls an operation of a cloud and answers its result. */
export type Call = (operation: string, args: Arguments, running: Operation) => Promise<unknown>;

const aFewTimes = 5;
/** How long an interrupted call that must not be sent twice may still be answered. */
const graceMs = 10_000;

/** The calls of one account. Each is repeated as long as that is safe and of use, within the operation's time limit. */
export function caller(
  routes: Readonly<Record<string, OperationCall>>,
  dialect: Dialect,
  traffic: Traffic = newTraffic(dialect.limit),
): Call {
  return async (operation, args, running) => {
    const route = routes[operation];
    if (!route) throw new Error(`There is no operation ${operation}.`);
    const { signal } = running;
    let done: { readonly result: unknown } | undefined;
    let failure: unknown;
    let unanswered: CloudError | undefined;
    const attempt = async () => {
      failure = undefined;
      try {
        done = { result: await send({ dialect, traffic, operation, route }, args, running) };
      } catch (error) {
        failure = unanswered && isChange(route) ? inDoubt(error, unanswered) : error;
        if (mayBeDone(error)) unanswered = error;
        throw failure;
      }
    };
    try {
      await pRetry(attempt, {
        ...timing(dialect, route),
        signal,
        onFailedAttempt: ({ error }) => tell(running, operation, patience(dialect, route, error), error),
      });
    } catch (error) {
      // An interruption that comes with the answer does not undo what was done.
      if (done) return done.result;
      if (!route.repeatable && mayBeDone(failure)) throw lost(failure);
      throw error === signal.reason && isTimeout(error) ? (failure ?? error) : error;
    } finally {
      if (isChange(route)) traffic.changed = running.since = performance.now();
    }
    return done?.result;
  };
}

function isChange({ method }: OperationCall): boolean {
  return method !== "GET";
}

function timing(dialect: Dialect, route: OperationCall) {
  return {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 500,
    maxTimeout: 10_000,
    randomize: true,
    shouldConsumeRetry({ error }: { error: Error }) {
      // The budget gives the next turn when the cloud has asked to come again.
      return !(error instanceof CloudError && error.status === 429 && error.retryAfterMs !== undefined);
    },
    shouldRetry({ error, retriesConsumed }: { error: Error; retriesConsumed: number }) {
      const worth = patience(dialect, route, error);
      return worth === "always" || (worth === "a few times" && retriesConsumed < aFewTimes);
    },
  };
}

/** What is called, and how. */
interface Target {
  readonly dialect: Dialect;
  readonly traffic: Traffic;
  readonly operation: string;
  readonly route: OperationCall;
}

/** Sends a call once; a second time when what authenticates it was refused and could be renewed. */
async function send(target: Target, args: Arguments, running: Operation): Promise<unknown> {
  const { dialect, traffic, operation, route } = target;
  const { signal } = running;
  const { body: content, ...parameters } = args;
  const url = await address(dialect, route, parameters);
  const body = content === undefined ? undefined : JSON.stringify(content);
  const request = { method: route.method, url, ...(body === undefined ? {} : { body }) };
  let headers: Record<string, string> = {};
  const once = async () => {
    const turn = running.turn ?? (await traffic.budget.turn({ changes: isChange(route), signal }));
    running.turn = undefined;
    // Signed only now: a signature ages.
    headers = await dialect.headers(request);
    signal.throwIfAborted();
    const limit = afterwards(signal, route.repeatable ? 0 : graceMs);
    const outgoing = { ...request, operation, headers, signal: limit.signal, identify: dialect.requestId };
    const answer = await exchange(outgoing).finally(limit.release);
    turn.answered(answer);
    running.seen = Math.max(running.seen, turn.at);
    return resultOf(target, answer, [...secretsIn(content), ...secretsIn(headers)]);
  };
  return once().catch((error: unknown) => {
    if (!(error instanceof CloudError) || !dialect.renew(error, headers)) throw error;
    return once();
  });
}

function patience(dialect: Dialect, route: OperationCall, error: unknown): Patience {
  if (!(error instanceof CloudError)) return "never";
  if (error.status === 429) return "always";
  const busy = dialect.busy(error);
  if (busy !== "never") return busy;
  if (error instanceof Unreachable) return error.processed === "no" || route.repeatable ? error.patience : "never";
  if (!route.repeatable) return "never";
  if (error.status !== undefined && [500, 502, 503, 504].includes(error.status)) return "always";
  return isUnreadable(error) ? "a few times" : "never";
}

function mayBeDone(error: unknown): error is CloudError {
  if (error instanceof Unreachable) return error.processed === "maybe";
  return error instanceof CloudError && (isUnreadable(error) || (error.status ?? 0) >= 500);
}

function isUnreadable({ status = 0 }: CloudError): boolean {
  return status >= 200 && status < 300;
}

function lost({ operation, summary, status, code, requestId }: CloudError): AnswerLost {
  const doubt = `${summary}; whether it was carried out is not known`;
  return new AnswerLost({ operation, summary: doubt, status, code, requestId });
}

/** A change that is refused when it is sent again may be refused because it was carried out. */
function inDoubt(error: unknown, unanswered: CloudError): unknown {
  if (!(error instanceof CloudError) || error.name !== "CloudError") return error;
  const said = error.summary.replace(/[.\s]+$/, "");
  const doubt = [unanswered.summary, unanswered.status].filter(Boolean).join(", ");
  const summary = `${said}; it may have been carried out before (${doubt})`;
  return new CloudError({ ...error, summary, inDoubt: true });
}

function tell(running: Operation, operation: string, worth: Patience, error: Error): void {
  if (worth === "never" || !(error instanceof CloudError)) return;
  const facts = [error.status, error.code].filter(Boolean).join(", ");
  running.progress(`${operation} is tried again: ${error.summary}${facts && ` (${facts})`}`);
}

/** The limit of a call that several operations share says nothing; why it was not answered does. */
function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}
