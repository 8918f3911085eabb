import type { Dialect } from "../http/dialect.ts";
import type { Authentication } from "./configuration.ts";
import { hintFor, isBusy, isBusyPerhaps, isGone } from "./error-codes.ts";

const invalidToken = "DBS.280056";

/** How GaussDB(for MySQL) speaks HTTP. */
export function dialect(account: { endpoint: URL; projectId: string; authentication: Authentication }): Dialect {
  const { endpoint, projectId, authentication } = account;
  return {
    base: async () => endpoint,
    constants: async () => ({ project_id: projectId }),
    headers: (request) => authentication.headers(request, { "x-project-id": projectId }),
    renew: ({ status, code }) => (status === 401 || code === invalidToken) && authentication.renew(),
    result: (body) => body,
    refusal(body, { headers }) {
      const requestId = headers["x-request-id"];
      const { error_code, error_msg, error } = (body ?? {}) as Record<string, unknown>;
      // The gateway in front of the service nests its errors.
      const nested = (error ?? {}) as Record<string, unknown>;
      return {
        ...text("code", error_code ?? nested.code),
        ...text("summary", error_msg ?? nested.message),
        ...text("requestId", requestId),
      };
    },
    busy({ code }) {
      if (isBusy(code)) return "always";
      return isBusyPerhaps(code) ? "a few times" : "never";
    },
    gone: ({ code }) => isGone(code),
    hint: ({ status, code }) => hintFor(code) ?? (status === 401 ? "Check the access key and the clock." : undefined),
  };
}

function text<K extends string>(key: K, value: unknown): { [P in K]?: string } {
  return (value === undefined ? {} : { [key]: String(value) }) as { [P in K]?: string };
}
