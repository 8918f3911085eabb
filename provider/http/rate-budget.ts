import PQueue from "p-queue";
import type { Incoming } from "./exchange.ts";
import { allowance, retryAfter } from "./rate-limit-headers.ts";
import { inTurn } from "./turn.ts";

/** How many calls a vendor lets through in any window of time. */
export interface RateLimit {
  readonly calls: number;
  readonly windowMs: number;
}

/** The right to send one request. */
export interface Turn {
  /** When it was given, as of `performance.now()`. */
  readonly at: number;
  /** The answer is there: the cloud has counted the request, and may tell about its limit. */
  answered(answer: Pick<Incoming, "status" | "headers">): void;
}

/** Keeps the calls of one account within the vendor's rate limit. */
export interface RateBudget {
  /** Waits until a request may be sent. What changes something goes before what only looks. */
  turn(request: { readonly changes: boolean; readonly signal: AbortSignal }): Promise<Turn>;
}

/** So much longer than a change a look may have waited before it goes first: it must not wait for ever. */
const headStartMs = 10_000;
/** A request counts from its answer on, because the cloud has let it in before; from then on at the latest. */
const latestArrivalMs = 1_000;
/** Where nobody knows a limit, so much is tried. */
const unknown: RateLimit = { calls: 500, windowMs: 10_000 };

/**
 * A budget for a vendor's limit. That it is another one is told by the cloud, or learnt (another process may use the same
 * key): a refusal halves what is sent, and each window without one lets a quarter more through.
 */
export function rateBudget({ calls, windowMs }: RateLimit = unknown): RateBudget {
  const queue = new PQueue();
  let sent: { until: number }[] = [];
  let greatest = calls;
  let limit = calls;
  let adjusted = Number.NEGATIVE_INFINITY;
  let heldUntil = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  /** Lets the queue run while there is room; while there is none, wakes it when there will be. */
  function admit(): void {
    clearTimeout(timer);
    const now = performance.now();
    sent = sent.filter(({ until }) => until > now);
    for (; limit < greatest && now - adjusted >= windowMs; adjusted += windowMs) {
      limit = Math.min(greatest, Math.floor(limit * 1.25) + 1);
    }
    const opensAt = Math.max(heldUntil, roomAt());
    if (opensAt <= now) {
      queue.start();
      return;
    }
    queue.pause();
    if (queue.size > 0) timer = setTimeout(admit, Math.ceil(opensAt - now));
  }

  function roomAt(): number {
    if (sent.length < limit) return Number.NEGATIVE_INFINITY;
    const ends = sent.map(({ until }) => until).sort((one, other) => one - other);
    return ends[ends.length - limit] ?? Number.NEGATIVE_INFINITY;
  }

  function holdBack(ms: number): void {
    heldUntil = Math.max(heldUntil, performance.now() + ms);
  }

  async function take(): Promise<Turn> {
    const at = performance.now();
    const request = { until: at + latestArrivalMs + windowMs };
    sent.push(request);
    admit();
    return {
      at,
      answered({ status, headers }) {
        const now = performance.now();
        request.until = Math.min(request.until, now + windowMs);
        const told = allowance(headers);
        if (told.limit !== undefined) greatest = limit = told.limit;
        if (status === 429) {
          // What was sent before the last refusal was heard tells nothing new.
          if (at > adjusted) {
            limit = Math.max(1, Math.floor(limit / 2));
            adjusted = now;
          }
          request.until = now;
          holdBack(retryAfter(headers) ?? 1_000);
        } else if (told.remaining === 0) holdBack(retryAfter(headers) ?? 0);
        admit();
      },
    };
  }

  return {
    turn({ changes, signal }) {
      const priority = (changes ? headStartMs : 0) - performance.now();
      const turn = inTurn(queue, take, { priority, signal });
      admit();
      return turn;
    },
  };
}
