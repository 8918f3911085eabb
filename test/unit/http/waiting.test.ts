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
  it("looks after a tenth of the time already waited, but every 250 ms to 10 s", async () => {
    const looks: number[] = [];
    const waiting = waitFor(
      {
        what: "creating",
        async look() {
          looks.push(Date.now());
          return Date.now() > 400_000 ? { done: "ready" } : { now: undefined };
        },
      },
      newOperation().operation,
    );

    await vi.runAllTimersAsync();

    const pauses = looks
      .slice(1)
      .map((time, index) => ({ waited: looks[index] ?? 0, pause: time - (looks[index] ?? 0) }));
    expect(await waiting).toBe("ready");
    for (const { waited, pause } of pauses) {
      expect(Math.abs(pause - Math.min(Math.max(waited / 10, 250), 10_000))).toBeLessThanOrEqual(1);
    }
    expect(looks.length).toBeGreaterThan(50);
  });

  it("tells what is awaited, what is to be seen, for how long, and what is usual", async () => {
    const { operation, told } = newOperation();
    const seen = [{ now: "job running" }, { now: "job running" }, { done: undefined }];
    const waiting = waitFor(
      {
        what: "creating",
        usual: "15 to 25 min",
        async look() {
          vi.setSystemTime(Date.now() + 210_000);
          return seen.shift() ?? { done: undefined };
        },
      },
      operation,
    );

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
