import { debuglog } from "node:util";
import { Agent, request } from "undici";
import { Unreachable } from "./errors.ts";

/** One request, as it goes over the wire. */
export interface Outgoing {
  readonly operation: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** One answer, whatever its status. */
export interface Incoming {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const trace = debuglog("clickhouse-gaussdb");
const largestAnswerBytes = 32 * 1024 * 1024;
const agent = new Agent({
  connect: { timeout: 10_000 },
  headersTimeout: 90_000,
  bodyTimeout: 90_000,
  maxResponseSize: largestAnswerBytes,
});

/** What happened before anything can have reached the cloud. */
const neverSent = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"];

/** Sends a request and reads the whole answer. Throws `Unreachable`, or the signal's reason. */
export async function exchange({ operation, method, url, headers, body, signal }: Outgoing): Promise<Incoming> {
  const start = Date.now();
  try {
    const answer = await request(url, { method, headers, body: body ?? null, signal, dispatcher: agent });
    const text = await answer.body.text();
    trace(
      "%s %s %s %d %d ms %s",
      operation,
      method,
      url.pathname,
      answer.statusCode,
      Date.now() - start,
      answer.headers["x-request-id"] ?? "",
    );
    return { status: answer.statusCode, headers: answer.headers, text };
  } catch (error) {
    signal.throwIfAborted();
    const { code = "" } = error as { code?: string };
    trace("%s %s %s %s %d ms", operation, method, url.pathname, code, Date.now() - start);
    const summary = `no answer from ${url.host} (${code || (error instanceof Error ? error.message : String(error))})`;
    throw new Unreachable({ operation, summary }, neverSent.includes(code) ? "no" : "maybe");
  }
}
