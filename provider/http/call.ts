import { setTimeout as pause } from "node:timers/promises";
import PQueue from "p-queue";
import pRetry from "p-retry";
import type { Dialect } from "./dialect.ts";
import { AnswerLost, CloudError, Unreachable } from "./errors.ts";
import { exchange, type Incoming } from "./exchange.ts";
import type { Operation } from "./operation.ts";
import type { OperationCall } from "./operation-table.ts";
import { harmless, secretsIn } from "./redact.ts";

export type Arguments = Readonly<Record<string, unknown>> & { readonly body?: unknown };

/** Calls an operation of a cloud and answers its result. */
export type Call = (operation: string, args: Arguments, running: Operation) => Promise<unknown>;

const maxRetries = 6;
const maxBusyTries = 5;

/** Calls in the order of their weight: what changes something goes before what only looks. */
export function caller(routes: Readonly<Record<string, OperationCall>>, dialect: Dialect): Call {
  const queue = new PQueue({ concurrency: 16 });

  async function once(operation: string, route: OperationCall, args: Arguments, signal: AbortSignal): Promise<unknown> {
    const { body: content, ...parameters } = args;
    const url = await address(dialect, route, parameters);
    const body = content === undefined ? undefined : JSON.stringify(content);
    const request = { method: route.method, url, ...(body === undefined ? {} : { body }) };
    const headers = await dialect.headers(request);
    const answer = await exchange({ ...request, operation, headers, signal });
    return result(operation, dialect, answer, secretsIn(content));
  }

  return async (operation, args, { signal }) => {
    const route = routes[operation];
    if (!route) throw new Error(`There is no operation ${operation}.`);
    const priority = route.method === "GET" ? 0 : 1;
    let busyTries = 0;
    let renewed = false;
    return pRetry(() => queue.add(() => once(operation, route, args, signal), { priority, signal }), {
      retries: maxRetries,
      minTimeout: 500,
      maxTimeout: 15_000,
      randomize: true,
      signal,
      shouldConsumeRetry: ({ error }) => !waitsForTheCloud(dialect, error),
      async onFailedAttempt({ error }) {
        if (!(error instanceof CloudError)) return;
        if (error.status === 429) await holdBack(queue, error, signal);
        else if (dialect.busy(error) !== "never")
          await pause(Math.min(500 * ++busyTries, 10_000), undefined, { signal });
      },
      shouldRetry({ error }) {
        if (!(error instanceof CloudError)) return false;
        if (!renewed && dialect.renew(error)) {
          renewed = true;
          return true;
        }
        return worthRepeating(dialect, route, error, busyTries);
      },
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw !route.repeatable && mayHaveBeenDone(error) ? new AnswerLost(lost(error)) : error;
    });
  };
}

function waitsForTheCloud(dialect: Dialect, error: Error): boolean {
  return error instanceof CloudError && (error.status === 429 || dialect.busy(error) !== "never");
}

function worthRepeating(dialect: Dialect, route: OperationCall, error: CloudError, busyTries: number): boolean {
  if (error instanceof Unreachable) return error.processed === "no" || route.repeatable;
  if (error.status === 429) return true;
  const busy = dialect.busy(error);
  if (busy !== "never") return busy === "always" || busyTries < maxBusyTries;
  return route.repeatable && isPassing(error);
}

/** Answers of a server in trouble, and answers that nobody can read. */
function isPassing({ status = 0 }: CloudError): boolean {
  return status >= 500 || (status >= 200 && status < 300);
}

function mayHaveBeenDone(error: unknown): error is CloudError {
  if (error instanceof Unreachable) return error.processed === "maybe";
  return error instanceof CloudError && isPassing(error);
}

function lost(error: CloudError) {
  const { operation, summary, status, code, requestId } = error;
  return {
    operation,
    summary: `${summary}; whether it was carried out is not known`,
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** At the rate limit, nobody sends until the cloud allows it again. */
async function holdBack(queue: PQueue, { retryAfterMs = 1_000 }: CloudError, signal: AbortSignal): Promise<void> {
  queue.pause();
  try {
    await pause(retryAfterMs, undefined, { signal });
  } finally {
    queue.start();
  }
}

async function address(dialect: Dialect, route: OperationCall, parameters: Arguments): Promise<URL> {
  const values: Record<string, unknown> = { ...(await dialect.constants()), ...parameters };
  const inPath = new Set<string>();
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    inPath.add(name);
    const value = String(values[name] ?? "");
    if (value === "" || value === "." || value === "..") throw new Error(`${name} is empty or not an id.`);
    return encodeURIComponent(value);
  });
  const base = await dialect.base();
  const url = new URL(`${base.pathname.replace(/\/$/, "")}${path}`, base);
  for (const [name, value] of Object.entries(parameters)) {
    if (inPath.has(name) || value === undefined) continue;
    for (const item of [value].flat()) url.searchParams.append(name, String(item));
  }
  return url;
}

function result(operation: string, dialect: Dialect, answer: Incoming, secrets: readonly string[]): unknown {
  const { status, headers, text } = answer;
  const body = parse(text);
  if (status >= 200 && status < 300) {
    if (text.trim() === "") return {};
    if (body !== undefined) return dialect.result(body);
    if (/text\/plain/.test(String(headers["content-type"]))) return text;
    throw new CloudError({ operation, status, summary: "the answer is not JSON" });
  }
  const { summary, ...facts } = dialect.refusal(body, answer);
  const hint = dialect.hint({ status, ...facts });
  const retryAfterMs = retryAfter(headers);
  throw new CloudError({
    operation,
    status,
    ...facts,
    summary: harmless(summary ?? "the cloud refused the request", secrets),
    ...(hint === undefined ? {} : { hint }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (key, value) => (key === "__proto__" ? undefined : value));
  } catch {
    return undefined;
  }
}

function retryAfter(headers: Incoming["headers"]): number | undefined {
  const text = headers["retry-after"] ?? headers["x-ratelimit-reset"];
  if (text === undefined) return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(String(text)) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 100), 300_000) : undefined;
}
