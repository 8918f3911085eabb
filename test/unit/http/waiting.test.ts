import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { waitFor } from "../../../provider/http/waiting.ts";
import { newOperation } from "./fakes.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("waiting", () => {
  /** The moments at which a wait that begins at `start` looks. */
  async function looksFrom(start: number): Promise<number[]> {
    await vi.advanceTimersByTimeAsync(start - performance.now());
    const looks: number[] = [];
    const look = async () => {
      looks.push(performance.now());
      return performance.now() > start + 400_000 ? { done: "ready" } : { now: undefined };
    };
    expect(await waitFor({ what: "creating", look }, newOperation().operation)).toBe("ready");
    return looks;
  }

  it("looks after at most a tenth of the time already waited, but every 250 ms to 5 s", async () => {
    const looking = looksFrom(100);

    await vi.runAllTimersAsync();

    const looks = await looking;
    for (const [index, look] of looks.slice(1).entries()) {
      const before = looks[index] ?? 0;
      const pause = look - before;
      expect(pause).toBeGreaterThan(0);
      expect(pause).toBeLessThanOrEqual(Math.min(Math.max((before - 100) / 10, 250), 5_000));
    }
    expect(looks.length).toBeGreaterThan(50);
    expect(looks.length).toBeLessThan(200);
  });

  it("looks at the same moments as others, those that have waited longer at some of them", async () => {
    const looking = Promise.all([looksFrom(0), looksFrom(33), looksFrom(7_777)]);

    await vi.runAllTimersAsync();

    const [early = [], same = [], late = []] = await looking;
    const shared = (moments: number[], others: number[]) => moments.filter((moment) => others.includes(moment)).length;
    expect(shared(same, early)).toBeGreaterThan(same.length * 0.9);
    expect(shared(late, early)).toBeGreaterThan(late.length / 2);
  });

  it("makes what is read after it as fresh as what ended it", async () => {
    const { operation } = newOperation();
    const look = async () => {
      operation.seen = performance.now();
      return performance.now() > 1_000 ? { done: "ready" } : { now: undefined };
    };
    const waiting = waitFor({ what: "creating", look }, operation);

    await vi.runAllTimersAsync();

    await waiting;
    expect(operation.since).toBe(operation.seen);
    expect(operation.since).toBeGreaterThan(1_000);
  });

  it("tells what is awaited, what is to be seen, for how long, and what is usual", async () => {
    const { operation, told } = newOperation();
    const seen = [{ now: "job running" }, { now: "job running" }, { done: undefined }];
    const look = async () => {
      await new Promise((resolve) => setTimeout(resolve, 210_000));
      return seen.shift() ?? { done: undefined };
    };
    const waiting = waitFor({ what: "creating", usual: "15 to 25 min", look }, operation);

    await vi.runAllTimersAsync();

    await waiting;
    expect(told).toEqual([
      "creating, job running, 3 min, usually 15 to 25 min",
      "creating, job running, 7 min, usually 15 to 25 min",
    ]);
  });

  it("ends at once when it is interrupted, with the reason", async () => {
    const { operation, interrupt } = newOperation();
    const waiting = waitFor({ what: "creating", look: async () => ({}) }, operation).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(100_000);

    interrupt(new Error("interrupted"));
    await vi.advanceTimersByTimeAsync(0);

    expect(await waiting).toEqual(new Error("interrupted"));
  });
});
