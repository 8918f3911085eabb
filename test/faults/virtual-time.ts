import FakeTimers from "@sinonjs/fake-timers";

const realImmediate = globalThis.setImmediate;

/** Time that passes only while everybody waits, and then at once. Holds for the whole process until it is disposed of. */
export interface VirtualTime extends Disposable {
  /**
   * Does work that waits in virtual time; time stands still while anything else goes on.
   *
   * @throws when the work waits for something that no timer will bring, or longer than a virtual week
   */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Time stands still until this work, which is done in real time, is over. */
  during<T>(work: Promise<T>): Promise<T>;
}

const longestMs = 7 * 24 * 3_600_000;

export function virtualTime(start: Date): VirtualTime {
  const clock = FakeTimers.install({
    now: start,
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
  const underWay = new Set<Promise<unknown>>();

  /** Promises that are settled already have had their effect after a turn of the event loop. */
  async function quiet(): Promise<void> {
    do {
      await Promise.allSettled(underWay);
      await new Promise<void>((resolve) => realImmediate(resolve));
    } while (underWay.size > 0);
  }

  return {
    async pass(work) {
      const end = clock.now + longestMs;
      let over = false;
      const result = work().finally(() => {
        over = true;
      });
      result.catch(() => undefined);
      for (;;) {
        await quiet();
        if (over) return result;
        if (clock.countTimers() === 0) throw new Error("Nobody will ever go on: the work waits, and no timer is set.");
        if (clock.now > end) throw new Error("The work has not ended after a virtual week.");
        clock.next();
      }
    },
    async during(work) {
      underWay.add(work);
      try {
        return await work;
      } finally {
        underWay.delete(work);
      }
    },
    [Symbol.dispose]: () => clock.uninstall(),
  };
}
