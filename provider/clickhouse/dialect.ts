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
    base: async () => apiUrl,
    constants: async () => ({ organizationId }),
    headers: async () => ({ authorization, "content-type": "application/json; charset=utf-8" }),
    renew: () => false,
    result: (body) => (isEnvelope(body) ? body.result : body),
    refusal(body) {
      const { error, requestId } = (body ?? {}) as { error?: unknown; requestId?: unknown };
      // The text begins with a code word: `CONFLICT: the service is busy`.
      const [, code, rest] = /^([A-Z_]{3,}): ?(.*)$/s.exec(String(error ?? "")) ?? [];
      return {
        ...(code === undefined ? {} : { code }),
        ...(error === undefined ? {} : { summary: rest || String(error) }),
        ...(requestId === undefined ? {} : { requestId: String(requestId) }),
        ...(body === undefined ? { code: notJson } : {}),
      };
    },
    busy: ({ status }) => (status === 409 ? "always" : "never"),
    // A path that is not served answers HTML: that says nothing about the object.
    gone: ({ status, code }) => status === 404 && code !== notJson,
    hint({ status, code }) {
      if (status === 401) return "Check clickhouse:tokenKey and clickhouse:tokenSecret.";
      if (status === 403) return "The API key lacks a role, or the plan lacks the feature.";
      if (status === 404 && code === notJson) return "Check clickhouse:apiUrl.";
      return undefined;
    },
  };
}

const notJson = "NO_JSON";

function isEnvelope(body: unknown): body is { result?: unknown } {
  return typeof body === "object" && body !== null && "status" in body && "requestId" in body;
}
