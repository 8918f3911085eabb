import type { Incoming, Outgoing } from "../../../provider/http/exchange.ts";
import type { IncomingRequest } from "../../../simulator/cloud.ts";
import { newClouds, type SimulatedClouds } from "../../../simulator/clouds.ts";
import { receive } from "../../../simulator/reception.ts";

/** Both clouds in virtual time, some way from here. */
export function cloudsInVirtualTime({ rateLimit = false } = {}): SimulatedClouds & { readonly url: string } {
  return { ...newClouds({ speed: 1, seed: "few calls", rateLimit }), url: "http://127.0.0.1" };
}

/** Takes the place of `exchange`: the way takes 40 to 100 ms there and as long back. */
export function exchangeWith(clouds: () => SimulatedClouds): (outgoing: Outgoing) => Promise<Incoming> {
  let count = 0;
  return async (outgoing) => {
    count += 1;
    const wayMs = 40 + (count % 7) * 10;
    await sleep(wayMs);
    const { answer } = receive(clouds().reception, requestFrom(outgoing));
    await sleep(wayMs);
    if (answer === undefined) throw new Error("no answer");
    const { status, headers = {}, body } = answer;
    const text = typeof body === "string" ? body : JSON.stringify(body ?? {});
    return { status, headers: { "content-type": "application/json", ...headers }, text };
  };
}

function requestFrom({ method, url, headers, body = "" }: Outgoing): IncomingRequest {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const [value = "", ...more] = url.searchParams.getAll(name);
    query[name] = more.length > 0 ? [value, ...more] : value;
  }
  return {
    method,
    target: url.pathname + url.search,
    path: url.pathname,
    query,
    headers: Object.fromEntries([["host", url.host], ...Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v])]),
    body: new TextEncoder().encode(body),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs tasks as Pulumi's engine does: so many at a time, the next when one is over. */
export async function inParallel<T>(width: number, tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await (tasks[index] as () => Promise<T>)();
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
