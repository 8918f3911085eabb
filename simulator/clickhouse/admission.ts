import type { CloudContext, IncomingRequest, Refusal } from "../cloud.ts";
import { callerOf } from "./api-keys/keys.ts";
import type { World } from "./world.ts";

const limit = 10;
const windowMs = 10_000;

/** Like the vendor, it tells nothing about its limit before it refuses; where there is none, clients must know. */
export function limitHeaders({ rateLimit }: CloudContext): Record<string, string> {
  return rateLimit ? {} : { "x-ratelimit-limit": "1000000" };
}

/**
 * Lets in requests with a key that may be used, and, where the rate limit holds, ten of each key in ten seconds of the
 * wall clock.
 */
export function newAdmission(world: World) {
  const admittedByKey = new Map<string, number[]>();
  return (request: IncomingRequest): Refusal | undefined => {
    const key = callerOf(world, request);
    if (!key) return { status: 401, body: { error: "Unauthorized" } };
    key.usedAt = world.clock.now();
    if (!world.rateLimit) return undefined;
    const now = performance.now();
    const admitted = (admittedByKey.get(key.id) ?? []).filter((time) => time > now - windowMs);
    admittedByKey.set(key.id, admitted);
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
