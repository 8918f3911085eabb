/** Simulated time: it runs `speed` times as fast as the wall clock and stands still while a request is handled. */
export interface Clock {
  /** Simulated milliseconds since 1970. */
  now(): number;
  /** Lets something happen in the cloud after so many simulated seconds. */
  after(seconds: number, effect: () => void): void;
  /** Brings the clock up to the wall clock: what is due happens, in order, each at its own time. */
  settle(): void;
  /** Jumps ahead by so many simulated seconds. */
  advance(seconds: number): void;
  /** Forgets what has not happened yet. */
  clear(): void;
}

export interface ClockOptions {
  /** Simulated seconds per second; 0 lets time pass only by `advance`. */
  readonly speed: number;
  /** Simulated milliseconds since 1970 at the start. Default: the wall clock's time. */
  readonly start?: number | undefined;
}

interface Event {
  readonly due: number;
  readonly effect: () => void;
}

export function newClock({ speed, start = Date.now() }: ClockOptions): Clock {
  const startOfWallClock = performance.now();
  let advanced = 0;
  let now = start;
  let events: Event[] = [];

  function runUntil(target: number) {
    for (;;) {
      const [next] = events;
      if (!next || next.due > target) break;
      events.shift();
      now = Math.max(now, next.due);
      next.effect();
    }
    now = Math.max(now, target);
  }

  function settle() {
    runUntil(Math.floor(start + advanced + (performance.now() - startOfWallClock) * speed));
  }

  return {
    now: () => now,
    after(seconds, effect) {
      const due = now + seconds * 1000;
      const later = events.findIndex((event) => event.due > due);
      events.splice(later < 0 ? events.length : later, 0, { due, effect });
    },
    settle,
    advance(seconds) {
      advanced += seconds * 1000;
      settle();
    },
    clear() {
      events = [];
    },
  };
}
