import { createRequire } from "node:module";
import { debuglog } from "node:util";
import { Agent, request } from "undici";
import type { Patience } from "./dialect.ts";
import { Unreachable } from "./errors.ts";

/** One request, as it goes over the wire. */
export interface Outgoing {
  readonly operation: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** The id under which the cloud knows the request. */
  identify(answer: Incoming): string | undefined;
}

/** One answer, whatever its status. */
export interface Incoming {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const trace = debuglog("clickhouse-gaussdb");
const { version } = createRequire(import.meta.url)("pulumi-clickhouse-gaussdb/package.json") as { version: string };
const userAgent = `pulumi-clickhouse-gaussdb/${version}`;
const largestAnswerBytes = 16 * 1024 * 1024;
const agent = new Agent({
  // Where no rate limit is known, so many requests at a time are polite.
  connections: 16,
  connect: { timeout: 10_000 },
  headersTimeout: 90_000,
  bodyTimeout: 90_000,
  maxResponseSize: largestAnswerBytes,
});

/** What happens before anything can have reached the cloud, and how long it is worth trying again. */
const neverSent: Readonly<Record<string, Patience>> = {
  ECONNREFUSED: "always",
  EAI_AGAIN: "always",
  EHOSTUNREACH: "always",
  ENETUNREACH: "always",
  UND_ERR_CONNECT_TIMEOUT: "always",
  // A name that nobody knows is more often misspelt than out of order.
  ENOTFOUND: "a few times",
};

/** What happens on the way, at any moment. */
const passing = [
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
];

/** Sends a request and reads the whole answer. Throws `Unreachable` when there is none. */
export async function exchange(outgoing: Outgoing): Promise<Incoming> {
  const { operation, method, url, body, signal, identify } = outgoing;
  const headers = { ...outgoing.headers, "user-agent": userAgent };
  const start = Date.now();
  const tell = (outcome: unknown, id = "") =>
    trace("%s %s %s %s %d ms %s", operation, method, url.pathname, outcome, Date.now() - start, id);
  try {
    const {
      statusCode,
      headers: fields,
      body: content,
    } = await request(url, {
      method,
      headers,
      body: body ?? null,
      signal,
      dispatcher: agent,
    });
    const answer = { status: statusCode, headers: fields, text: await content.text() };
    tell(statusCode, identify(answer));
    return answer;
  } catch (error) {
    const { code = "" } = error as { code?: string };
    const reason = signal.aborted ? "interrupted" : code || (error instanceof Error ? error.message : String(error));
    tell(reason);
    const summary = `no answer from ${url.host} (${reason})`;
    const before = neverSent[code];
    if (before && !signal.aborted) throw new Unreachable({ operation, summary }, "no", before);
    throw new Unreachable({ operation, summary }, "maybe", passing.includes(code) ? "always" : "a few times");
  }
}
