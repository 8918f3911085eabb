import type { Dialect } from "./dialect.ts";
import { CloudError } from "./errors.ts";
import type { Incoming } from "./exchange.ts";
import type { Container, OperationCall } from "./operation-table.ts";
import { retryAfter } from "./rate-limit-headers.ts";
import { harmless } from "./redact.ts";

/** What was called. */
export interface Called {
  readonly operation: string;
  readonly route: Pick<OperationCall, "answer">;
  readonly dialect: Dialect;
}

/** The result in an answer. Throws `CloudError` for a refusal and for what nobody can read. */
export function resultOf({ operation, route, dialect }: Called, answer: Incoming, secrets: readonly string[]): unknown {
  const { status, headers, text } = answer;
  const body = parse(text);
  const isTheApis = isObject(body) && dialect.isAnswer(body);
  if (status >= 200 && status < 300) {
    if (text.trim() === "" && !route.answer) return {};
    if (!isTheApis && String(headers["content-type"]).startsWith("text/plain")) return text;
    const result = isTheApis ? dialect.result(body) : undefined;
    if (isTheApis && holds(result, route.answer)) return result;
    throw new CloudError({ operation, status, summary: unreadable, requestId: dialect.requestId(answer) });
  }
  const { summary, code } = dialect.refusal(body);
  const said = summary ?? (isTheApis ? "the cloud refused the request" : "the answer is not the API's");
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

/** What is wrong with an answer that is not what the API documents. */
export const unreadable = "the answer cannot be read";

function holds(result: unknown, expected: OperationCall["answer"]): boolean {
  if (expected === undefined) return true;
  if (typeof expected === "string") return isA(expected, result);
  return isObject(result) && Object.entries(expected).every(([name, container]) => isA(container, result[name]));
}

function isA(container: Container, value: unknown): boolean {
  if (container === "object") return isObject(value) && !Array.isArray(value);
  return Array.isArray(value) && (container === "list" || value.every((item) => isA("object", item)));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A list in an answer that decides what exists: what is no list of such items must not count as an empty one. */
export function listIn<T>(operation: string, list: readonly T[] | undefined, items: "object" | "string"): readonly T[] {
  if (list === undefined) return [];
  if (Array.isArray(list) && list.every((item) => typeof item === items && item !== null)) return list;
  throw new CloudError({ operation, summary: unreadable });
}

/** The JSON in a text; `undefined` when there is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
