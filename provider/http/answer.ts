import type { Dialect } from "./dialect.ts";
import { CloudError } from "./errors.ts";
import type { Incoming } from "./exchange.ts";
import { retryAfter } from "./rate-limit-headers.ts";
import { harmless } from "./redact.ts";

/** The result in an answer. Throws `CloudError` for a refusal and for what nobody can read. */
export function resultOf(operation: string, dialect: Dialect, answer: Incoming, secrets: readonly string[]): unknown {
  const { status, headers, text } = answer;
  const body = parse(text);
  if (status >= 200 && status < 300) {
    if (text.trim() === "") return {};
    if (typeof body === "object" && body !== null && dialect.isAnswer(body)) return dialect.result(body);
    if (String(headers["content-type"]).startsWith("text/plain")) return text;
    throw new CloudError({ operation, status, summary: "the answer cannot be read" });
  }
  const { summary, code } = dialect.refusal(body);
  const said = summary ?? (body === undefined ? "the answer is not the API's" : "the cloud refused the request");
  throw new CloudError({
    operation,
    status,
    code,
    summary: harmless(said, secrets),
    requestId: dialect.requestId(answer),
    hint: dialect.hint({ status, code }),
    retryAfterMs: retryAfter(headers),
  });
}

/** The JSON in a text; `undefined` when there is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
