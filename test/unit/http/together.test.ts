import * as fc from "fast-check";
import PQueue from "p-queue";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CloudError } from "../../../provider/http/errors.ts";
import type { Operation } from "../../../provider/http/operation.ts";
import type { Asked } from "../../../provider/http/participant.ts";
import { type JointWork, type Site, together } from "../../../provider/http/together.ts";
import { inTurn } from "../../../provider/http/turn.ts";
import { newOperation } from "./fakes.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

const refusal = new CloudError({ operation: "createThings", summary: "not that one", status: 400 });
const hour = 3_600_000;

/** A place where one piece of work is done at a time; the cloud is the operation that it is done for. */
function place() {
  const queue = new PQueue({ concurrency: 1 });
  const { signal } = new AbortController();
  const take = together<Operation>((_, minutes, work) =>
    inTurn(queue, () => work((operation) => operation), { signal, minutes }),
  );
  return { queue, take };
}

/** Work that takes its time, and remembers whom it served together. */
function work<In>(
  serve: (asked: readonly Asked<In, string>[], at: Site<Operation>) => unknown,
  traits: Partial<JointWork<Operation, In, string>> = {},
) {
  const served: In[][] = [];
  const joint: JointWork<Operation, In, string> = {
    minutes: 1,
    ...traits,
    async carryOut(asked, at) {
      served.push(asked.map(({ input }) => input));
      await serve(asked, at);
    },
  };
  return { joint, served };
}

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const done = <In>(asked: readonly Asked<In, string>[]) => {
  for (const one of asked) one.resolve(`made ${one.input}`);
};

describe("what several operations ask for", () => {
  it("is done at once when each asks within 250 ms of the one before", async () => {
    const { take } = place();
    const { joint, served } = work<string>(done);
    const ask = async (input: string, ms: number) => {
      await later(ms);
      return take(joint, "here", input, newOperation().operation);
    };

    const outcomes = Promise.all([ask("a", 0), ask("b", 240), ask("c", 480)]);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(await outcomes).toEqual(["made a", "made b", "made c"]);
    expect(served).toEqual([["a", "b", "c"]]);
  });

  it("is done with whatever else was asked for until its turn had come", async () => {
    const { take, queue } = place();
    const { joint, served } = work<string>(done);
    queue.add(() => later(10_000));
    const ask = async (input: string, ms: number) => {
      await later(ms);
      return take(joint, "here", input, newOperation().operation);
    };

    const outcomes = Promise.all([ask("a", 0), ask("b", 5_000)]);
    await vi.advanceTimersByTimeAsync(20_000);
    await outcomes;

    expect(served).toEqual([["a", "b"]]);
  });

  it("is not mixed with what is asked for elsewhere, or of another work", async () => {
    const { take } = place();
    const [one, other] = [work<string>(done), work<string>(done)];
    const ask = (joint: typeof one.joint, at: string, input: string) =>
      take(joint, at, input, newOperation().operation);

    const outcomes = Promise.all([
      ask(one.joint, "here", "a"),
      ask(one.joint, "there", "b"),
      ask(other.joint, "here", "c"),
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    await outcomes;

    expect(one.served).toEqual([["a"], ["b"]]);
    expect(other.served).toEqual([["c"]]);
  });

  it("is refused to those alone whom the cloud refuses it", async () => {
    const { take } = place();
    const { joint } = work<string>((asked) => {
      if (asked.some(({ input }) => input === "bad")) throw refusal;
      done(asked);
    });
    const inputs = ["a", "b", "bad", "c", "d", "e", "f"];

    const outcomes = Promise.allSettled(inputs.map((input) => take(joint, "here", input, newOperation().operation)));
    await vi.advanceTimersByTimeAsync(1_000);

    expect(
      (await outcomes).map((outcome) => (outcome.status === "fulfilled" ? outcome.value : outcome.reason)),
    ).toEqual(["made a", "made b", refusal, "made c", "made d", "made e", "made f"]);
  });

  it("fails for all who have no outcome yet when the work fails, and is not tried again", async () => {
    const { take } = place();
    const broken = new Error("broken");
    const { joint, served } = work<string>(([first]) => {
      first?.resolve("made a");
      throw broken;
    });

    const outcomes = Promise.allSettled(
      ["a", "b", "c"].map((input) => take(joint, "here", input, newOperation().operation)),
    );
    await vi.advanceTimersByTimeAsync(1_000);

    expect(await outcomes).toEqual([
      { status: "fulfilled", value: "made a" },
      { status: "rejected", reason: broken },
      { status: "rejected", reason: broken },
    ]);
    expect(served).toHaveLength(1);
  });

  it("fails for those whom the work has forgotten", async () => {
    const { take } = place();
    const { joint } = work<string>(([first]) => first?.resolve("made a"));

    const outcomes = Promise.allSettled(
      ["a", "b"].map((input) => take(joint, "here", input, newOperation().operation)),
    );
    await vi.advanceTimersByTimeAsync(1_000);

    expect((await outcomes)[1]).toEqual({ status: "rejected", reason: new Error("It ended without an outcome.") });
  });

  it("fails for all when its turn cannot come", async () => {
    const closed = new Error("closed");
    const take = together<Operation>(() => Promise.reject(closed));

    const outcome = take(work<string>(done).joint, "here", "a", newOperation().operation).catch((error) => error);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(await outcome).toBe(closed);
  });

  it("is told to everybody who still waits", async () => {
    const { take } = place();
    const [one, other] = [newOperation(), newOperation()];
    const { joint } = work<string>(async ([first, second], { cloud }) => {
      cloud.progress("both");
      first?.resolve("made");
      cloud.progress("the second");
      cloud.warn("careful");
      second?.resolve("made");
    });

    const outcomes = Promise.all([take(joint, "here", "a", one.operation), take(joint, "here", "b", other.operation)]);
    await vi.advanceTimersByTimeAsync(1_000);
    await outcomes;

    expect(one.told).toEqual(["both"]);
    expect(other.told).toEqual(["both", "the second", "careful"]);
  });
});

describe("an interruption", () => {
  it("of one before the turn takes it out, and leaves the others alone", async () => {
    const { take, queue } = place();
    const { joint, served } = work<string>(done);
    queue.add(() => later(10_000));
    const one = newOperation();

    const outcomes = Promise.allSettled([
      take(joint, "here", "a", one.operation),
      take(joint, "here", "b", newOperation().operation),
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    one.interrupt();
    await vi.advanceTimersByTimeAsync(10_000);

    expect(await outcomes).toEqual([
      { status: "rejected", reason: new Error("interrupted") },
      { status: "fulfilled", value: "made b" },
    ]);
    expect(served).toEqual([["b"]]);
  });

  it("of all before the turn leaves nothing to do", async () => {
    const { take } = place();
    const { joint, served } = work<string>(done);
    const one = newOperation();

    const outcome = take(joint, "here", "a", one.operation).catch((error) => error);
    one.interrupt();
    const late = take(joint, "here", "b", one.operation).catch((error) => error);
    await vi.advanceTimersByTimeAsync(1_000);

    expect([await outcome, await late]).toEqual([new Error("interrupted"), new Error("interrupted")]);
    expect(served).toEqual([]);
  });

  it("of one while the work is done ends its wait at once; of all, the work", async () => {
    const { take } = place();
    const { joint } = work<string>(async (_, { cloud }) => {
      await new Promise((_, reject) => cloud.signal.addEventListener("abort", () => reject(cloud.signal.reason)));
    });
    const operations = [newOperation(), newOperation()];
    const ended: number[] = [];
    const outcomes = operations.map(({ operation }, index) =>
      take(joint, "here", String(index), operation).catch(() => {
        ended[index] = Date.now();
      }),
    );

    await vi.advanceTimersByTimeAsync(1_000);
    operations[0]?.interrupt();
    await vi.advanceTimersByTimeAsync(1_000);
    operations[1]?.interrupt();
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(outcomes);

    expect(ended).toEqual([1_000, 2_000]);
  });

  it("of all while something is made leaves time to see what it is", async () => {
    const { take } = place();
    const { joint } = work<string>(
      async ([one], { cloud, lastLook }) => {
        await later(5_000);
        one?.resolve(`made, ${cloud.signal.aborted}, ${lastLook.signal.aborted}`);
      },
      { makes: true },
    );
    const one = newOperation();

    const outcome = take(joint, "here", "a", one.operation);
    await vi.advanceTimersByTimeAsync(1_000);
    one.interrupt();
    await vi.advanceTimersByTimeAsync(10_000);

    expect(await outcome).toBe("made, true, false");
  });

  it("while something is made is not waited out for ever", async () => {
    const { take } = place();
    const { joint } = work<string>(() => later(hour), { makes: true });
    const one = newOperation();

    const outcome = take(joint, "here", "a", one.operation).catch(() => Date.now());
    await vi.advanceTimersByTimeAsync(1_000);
    one.interrupt();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(await outcome).toBe(16_000);
  });
});

describe("whatever is asked for, by whomever, at whatever time", () => {
  interface Wish {
    readonly id: number;
    readonly afterMs: number;
    readonly kind: string;
    readonly isBad: boolean;
    readonly interruptedAfterMs: number | undefined;
  }

  const wish = fc.record({
    afterMs: fc.nat({ max: 2_000 }),
    kind: fc.constantFrom("one", "other"),
    isBad: fc.boolean(),
    interruptedAfterMs: fc.option(fc.nat({ max: 3_000 }), { nil: undefined, freq: 3 }),
  });
  const wishes = fc.array(wish, { maxLength: 25 }).map((all): Wish[] => all.map((each, id) => ({ id, ...each })));
  /** How each call ends that the cloud does not refuse, and how long it takes. */
  const calls = fc.infiniteStream(fc.record({ ms: fc.nat({ max: 700 }), breaks: fc.boolean() }));

  it("each has one outcome, its own; nothing is made twice, nor for nobody", async () => {
    await fc.assert(
      fc.asyncProperty(wishes, calls, fc.boolean(), async (wanted, fate, makes) => {
        const { take } = place();
        const made: number[] = [];
        const brokenFor = new Set<number>();
        let running = 0;
        const { joint, served } = work<Wish>(
          async (asked) => {
            running += 1;
            expect(running).toBe(1);
            const { ms, breaks } = fate.next().value;
            await later(ms);
            running -= 1;
            if (asked.some(({ input }) => input.isBad)) throw refusal;
            for (const { input } of asked) if (breaks) brokenFor.add(input.id);
            if (breaks) throw new Error("broken");
            for (const one of asked) made.push(one.input.id);
            for (const one of asked) one.resolve(String(one.input.id));
          },
          { makes, most: 4, kind: ({ kind }) => kind },
        );

        const outcomes = Promise.allSettled(
          wanted.map(async (input) => {
            const { operation, interrupt } = newOperation();
            await later(input.afterMs);
            if (input.interruptedAfterMs !== undefined) setTimeout(interrupt, input.interruptedAfterMs);
            return take(joint, "here", input, operation);
          }),
        );
        await vi.advanceTimersByTimeAsync(hour);

        for (const [id, outcome] of (await outcomes).entries()) {
          const { isBad, interruptedAfterMs } = wanted[id] as Wish;
          if (outcome.status === "fulfilled") {
            expect(outcome.value).toBe(String(id));
            expect(made).toContain(id);
            continue;
          }
          const { message } = outcome.reason as Error;
          if (message === "interrupted") expect(interruptedAfterMs).toBeDefined();
          else if (message === "broken") expect(brokenFor).toContain(id);
          else expect([message, isBad]).toEqual([refusal.message, true]);
        }
        expect(new Set(made).size).toBe(made.length);
        for (const together of served) {
          expect(together.length).toBeLessThanOrEqual(4);
          expect(new Set(together.map(({ kind }) => kind)).size).toBe(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("those who ask without a pause share as few calls as there can be", async () => {
    const pauses = fc.array(fc.tuple(fc.nat({ max: 249 }), fc.constantFrom("one", "other")), {
      minLength: 1,
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(pauses, async (all) => {
        const { take } = place();
        const { joint, served } = work<string>(done, { most: 4, kind: (kind) => kind });

        const outcomes: Promise<string>[] = [];
        for (const [ms, kind] of all) {
          await vi.advanceTimersByTimeAsync(ms);
          outcomes.push(take(joint, "here", kind, newOperation().operation));
        }
        await vi.advanceTimersByTimeAsync(hour);
        await Promise.all(outcomes);

        const count = (kind: string) => Math.ceil(all.filter((each) => each[1] === kind).length / 4);
        expect(served).toHaveLength(count("one") + count("other"));
      }),
      { numRuns: 100 },
    );
  });
});
