import { createHash, timingSafeEqual } from "node:crypto";
import type { CloudContext, IncomingRequest, Refusal } from "../cloud.ts";

const limit = 10;
const windowMs = 10_000;

/** Like the vendor, it tells nothing about its limit before it refuses; where there is none, clients must know. */
export function limitHeaders({ rateLimit }: CloudContext): Record<string, string> {
  return rateLimit ? {} : { "x-ratelimit-limit": "1000000" };
}

/** Lets in requests with the right key, and, where the rate limit holds, ten of them in ten seconds of the wall clock. */
export function newAdmission({ credentials, rateLimit }: CloudContext) {
  const { tokenKey, tokenSecret } = credentials.clickhouse;
  const expected = `Basic ${Buffer.from(`${tokenKey}:${tokenSecret}`).toString("base64")}`;
  let admitted: number[] = [];
  return ({ headers }: IncomingRequest): Refusal | undefined => {
    if (!isEqual(String(headers.authorization), expected)) return { status: 401, body: { error: "Unauthorized" } };
    if (!rateLimit) return undefined;
    const now = performance.now();
    admitted = admitted.filter((time) => time > now - windowMs);
    const [oldest] = admitted;
    if (oldest !== undefined && admitted.length >= limit) return tooMany((oldest + windowMs - now) / 1000);
    admitted.push(now);
    return undefined;
  };
}

function tooMany(seconds: number): Refusal {
  const headers = { "x-ratelimit-reset": seconds.toFixed(3) };
  return { status: 429, headers, body: { error: "TOO_MANY_REQUESTS" } };
}

function isEqual(given: string, expected: string) {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
