import type { Dialect } from "../http/dialect.ts";

interface Account {
  readonly apiUrl: URL;
  readonly organizationId: string;
  readonly tokenKey: string;
  readonly tokenSecret: string;
}

/** How ClickHouse Cloud speaks HTTP. */
export function dialect({ apiUrl, organizationId, tokenKey, tokenSecret }: Account): Dialect {
  const authorization = `Basic ${Buffer.from(`${tokenKey}:${tokenSecret}`).toString("base64")}`;
  return {
    // For each key; the answers do not tell it.
    limit: { calls: 10, windowMs: 10_000 },
    base: async () => apiUrl,
    constants: async () => ({ organizationId }),
    headers: async () => ({ authorization, "content-type": "application/json; charset=utf-8" }),
    renew: () => false,
    isAnswer: isEnvelope,
    result: (body) => (isEnvelope(body) ? body.result : body),
    refusal(body) {
      if (!isRefusal(body)) return { summary: "the answer is not the API's", code: notTheApi };
      // The text begins with a code word: `CONFLICT: the service is busy`.
      const [, code, rest] = /^([A-Z_]{3,}): ?(.*)$/s.exec(body.error) ?? [];
      return { summary: rest || body.error, code };
    },
    requestId: ({ text }) => /"requestId":\s*"([\w-]{1,80})"/.exec(text)?.[1],
    // A stopped service is busy for some minutes more before it can be deleted.
    busy({ status, operation }) {
      if (status !== 409) return "never";
      return operation.startsWith("delete") ? "always" : "a few times";
    },
    // A path that is not served answers HTML: that says nothing about the object.
    gone: ({ status, code }) => status === 404 && code !== notTheApi,
    hint({ status, code }) {
      if (status === 401) return "Check clickhouse:tokenKey and clickhouse:tokenSecret.";
      if (status === 403) return "The API key lacks a role, or the plan lacks the feature.";
      if (status === 404 && code === notTheApi) return "Check clickhouse:apiUrl.";
      return undefined;
    },
  };
}

const notTheApi = "NOT_THE_API";

function isEnvelope(body: unknown): body is { result?: unknown } {
  return typeof body === "object" && body !== null && "status" in body && "requestId" in body;
}

function isRefusal(body: unknown): body is { error: string } {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "string";
}
