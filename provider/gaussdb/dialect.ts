import type { Dialect } from "../http/dialect.ts";
import type { Authentication } from "./authentication.ts";
import { hintFor, isBusy, isBusyPerhaps, isGone } from "./error-codes.ts";

const invalidToken = "DBS.280056";

/** How GaussDB(for MySQL) speaks HTTP. */
export function dialect(account: { endpoint: URL; projectId: string; authentication: Authentication }): Dialect {
  const { endpoint, projectId, authentication } = account;
  return {
    base: async () => endpoint,
    constants: async () => ({ project_id: projectId }),
    headers: (request) => authentication.headers(request, { "x-project-id": projectId }),
    renew: ({ status, code }, headers) => (status === 401 || code === invalidToken) && authentication.renew(headers),
    isAnswer: (body) => !Array.isArray(body),
    result: (body) => body,
    refusal(body) {
      const { error_code, error_msg, error } = (body ?? {}) as Record<string, unknown>;
      // The gateway in front of the service nests its errors.
      const nested = (error ?? {}) as Record<string, unknown>;
      return { code: text(error_code ?? nested.code), summary: text(error_msg ?? nested.message) };
    },
    requestId: ({ headers }) => headers["x-request-id"]?.toString(),
    busy({ code }) {
      if (isBusy(code)) return "always";
      return isBusyPerhaps(code) ? "a few times" : "never";
    },
    gone: ({ code }) => isGone(code),
    hint: ({ status, code }) => hintFor(code) ?? (status === 401 ? "Check the access key and the clock." : undefined),
  };
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
