import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type RateLimit, rateBudget, type Turn } from "../../../provider/http/rate-budget.ts";

const tenInTen: RateLimit = { calls: 10, windowMs: 10_000 };
const { signal } = new AbortController();
const look = { changes: false, signal };
const change = { changes: true, signal };
const ok = { status: 200, headers: {} };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const now = () => performance.now();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The seconds after which each of so many looks gets its turn; all are answered at once with `answer`. */
async function turns(budget: ReturnType<typeof rateBudget>, count: number, answer: (index: number) => typeof ok) {
  const start = now();
  const seconds: number[] = [];
  const all = Array.from({ length: count }, async (_, index) => {
    const turn = await budget.turn(look);
    seconds.push(Math.round((now() - start) / 100) / 10);
    turn.answered(answer(index));
  });
  await vi.runAllTimersAsync();
  await Promise.all(all);
  return seconds;
}

describe("a rate budget", () => {
  it("lets through no more than ten requests in any ten seconds, however they come and whenever they arrive", async () => {
    const request = fc.record({
      at: fc.integer({ min: 0, max: 60_000 }),
      changes: fc.boolean(),
      latencyMs: fc.integer({ min: 0, max: 5_000 }),
      arrival: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 80 }), async (requests) => {
        const budget = rateBudget(tenInTen);
        const arrivals: number[] = [];
        const all = requests.map(async ({ at, changes, latencyMs, arrival }) => {
          await sleep(at);
          const turn = await budget.turn({ changes, signal });
          arrivals.push(turn.at + Math.min(latencyMs, 1_000) * arrival);
          await sleep(latencyMs);
          turn.answered(ok);
        });
        await vi.runAllTimersAsync();
        await Promise.all(all);

        arrivals.sort((one, other) => one - other);
        for (const [index, arrival] of arrivals.slice(10).entries()) {
          expect(arrival - (arrivals[index] ?? 0)).toBeGreaterThanOrEqual(10_000 - 0.001);
        }
        expect(arrivals).toHaveLength(requests.length);
      }),
      { numRuns: 200 },
    );
  });

  it("wastes no time: where the cloud answers at once, thirty requests take twenty seconds", async () => {
    const seconds = await turns(rateBudget(tenInTen), 30, () => ok);

    expect(seconds).toEqual([...Array(10).fill(0), ...Array(10).fill(10), ...Array(10).fill(20)]);
  });

  it("lets a look wait ten seconds longer than a change, and no more", async () => {
    const budget = rateBudget({ calls: 1, windowMs: 1_000 });
    const order: string[] = [];
    const ask = async (name: string, request: typeof look) => {
      (await budget.turn(request)).answered(ok);
      order.push(name);
    };
    const all = [ask("first", look), ask("look", look)];
    for (let second = 0; second < 20; second += 1) {
      all.push(ask(`change ${second}`, change));
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await vi.runAllTimersAsync();
    await Promise.all(all);

    expect(order.slice(0, 3)).toEqual(["first", "change 0", "change 1"]);
    expect(order.indexOf("look")).toBeGreaterThan(9);
    expect(order.indexOf("look")).toBeLessThan(14);
  });

  it("forgets at once who does not wait any more", async () => {
    const budget = rateBudget({ calls: 1, windowMs: 1_000 });
    const controller = new AbortController();
    (await budget.turn(look)).answered(ok);
    const interrupted = budget.turn({ changes: true, signal: controller.signal }).catch((error: unknown) => error);
    const other = budget.turn(look);

    controller.abort(new Error("interrupted"));
    expect(await interrupted).toEqual(new Error("interrupted"));
    await vi.advanceTimersByTimeAsync(1_000);

    expect((await other).at).toBe(now());
  });

  it("keeps the process alive only while somebody waits", async () => {
    const budget = rateBudget({ calls: 1, windowMs: 1_000 });

    (await budget.turn(look)).answered(ok);

    expect(vi.getTimerCount()).toBe(0);
  });

  it("counts a request from its answer on, for at most a second more", async () => {
    const budget = rateBudget({ calls: 1, windowMs: 1_000 });
    const start = now();
    const first = await budget.turn(look);
    await sleep300(first);

    const second = budget.turn(look);
    await vi.runAllTimersAsync();
    expect((await second).at - start).toBe(1_300);
    const third = budget.turn(look);
    await vi.runAllTimersAsync();

    expect((await third).at - start).toBe(3_300);
  });

  async function sleep300(turn: Turn): Promise<void> {
    await vi.advanceTimersByTimeAsync(300);
    turn.answered(ok);
  }
});

describe("a rate budget learns", () => {
  it("by refusals that another process uses the key, and by their end that it does not any more", async () => {
    const refused = { status: 429, headers: { "x-ratelimit-reset": "2.5" } };
    const budget = rateBudget(tenInTen);

    const seconds = await turns(budget, 20, (index) => (index === 9 ? refused : ok));

    expect(seconds.filter((second) => second < 1)).toHaveLength(10);
    expect(seconds.filter((second) => second >= 1 && second < 20)).toHaveLength(7);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await turns(budget, 10, () => ok)).toEqual(Array(10).fill(0));
  });

  it("one thing from several refusals of what was sent together", async () => {
    const refused = { status: 429, headers: { "retry-after": "1" } };
    const budget = rateBudget({ calls: 100, windowMs: 10_000 });
    const sent = await Promise.all(Array.from({ length: 40 }, () => budget.turn(look)));

    for (const turn of sent) turn.answered(refused);
    const seconds = await turns(budget, 60, () => ok);

    expect(seconds.filter((second) => second === 1)).toHaveLength(50);
  });

  it("to wait as long as the cloud says, without counting what was refused", async () => {
    const budget = rateBudget({ calls: 2, windowMs: 1_000 });
    (await budget.turn(look)).answered({ status: 429, headers: { "retry-after": "7" } });

    expect(await turns(budget, 1, () => ok)).toEqual([7]);
  });

  it("to wait a second where the cloud does not say how long", async () => {
    const budget = rateBudget();
    (await budget.turn(look)).answered({ status: 429, headers: {} });

    expect(await turns(budget, 1, () => ok)).toEqual([1]);
  });

  it("from an answer that nothing is left for now", async () => {
    const budget = rateBudget(tenInTen);
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "3" };
    (await budget.turn(look)).answered({ status: 200, headers });

    expect(await turns(budget, 1, () => ok)).toEqual([3]);
  });

  it("another limit from an answer that names it, and none from one in another spelling", async () => {
    const named = { status: 200, headers: { "x-ratelimit-limit": "15" } };
    const unclear = { status: 200, headers: { "x-ratelimit-limit": "3;w=1" } };

    expect((await turns(rateBudget(tenInTen), 20, () => named)).filter((second) => second === 0)).toHaveLength(15);
    expect((await turns(rateBudget(tenInTen), 20, () => unclear)).filter((second) => second === 0)).toHaveLength(10);
  });
});
