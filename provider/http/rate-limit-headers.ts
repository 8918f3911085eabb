import type { Incoming } from "./exchange.ts";

type Headers = Incoming["headers"];

/** How long the cloud asks to wait: seconds, decimal ones too, or a date. */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers["retry-after"] ?? headers["x-ratelimit-reset"];
  if (text === undefined) return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(String(text)) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 100), 300_000) : undefined;
}

/** How many calls the cloud says that it lets through in a window, and how many are left; other spellings say nothing. */
export function allowance(headers: Headers): { readonly limit?: number; readonly remaining?: number } {
  const count = (name: string) => {
    const text = headers[name];
    return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const [limit, remaining] = [count("x-ratelimit-limit"), count("x-ratelimit-remaining")];
  return { ...(limit ? { limit } : {}), ...(remaining === undefined ? {} : { remaining }) };
}
