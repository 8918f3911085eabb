import { type AccessKey, sign } from "./signature.ts";
import type { TokenSource } from "./token.ts";

/** Proves who sends a request. */
export interface Authentication {
  /** All headers of a request. */
  headers(
    request: { method: string; url: URL; body?: string },
    extra?: Readonly<Record<string, string>>,
  ): Promise<Record<string, string>>;
  /** Renews what was refused with these headers; false if there is nothing to renew. */
  renew(headers: Readonly<Record<string, string>>): boolean;
}

const common = { "content-type": "application/json", "x-language": "en-us" };

export function byAccessKey(key: AccessKey): Authentication {
  return {
    headers: async (request, extra) => sign({ ...request, headers: { ...common, ...extra }, date: new Date() }, key),
    renew: () => false,
  };
}

export function byToken(tokens: TokenSource): Authentication {
  return {
    headers: async (_, extra) => ({ ...common, ...extra, "x-auth-token": await tokens.current() }),
    renew(headers) {
      tokens.forget(headers["x-auth-token"] ?? "");
      return true;
    },
  };
}
