import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Collection, collection, type Source } from "../../../provider/http/collection.ts";
import type { Operation } from "../../../provider/http/operation.ts";
import { newTraffic } from "../../../provider/http/traffic.ts";
import { newOperation } from "./fakes.ts";

interface Thing {
  readonly id: string;
  /** When the cloud was asked. */
  readonly asked: number;
}

const now = () => performance.now();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A cloud's things, and what it was asked for. */
function things(ids: readonly string[], { listed = ids, answersAfterMs = 0 } = {}) {
  const calls: { what: string; asked: number }[] = [];
  async function answer<T>(what: string, found: (asked: number) => T): Promise<T> {
    const asked = now();
    calls.push({ what, asked });
    if (answersAfterMs > 0) await sleep(answersAfterMs);
    if (what === "broken") throw new Error("broken");
    return found(asked);
  }
  const source: Source<Thing> = {
    one: (id) => answer(id, (asked) => (ids.includes(id) ? { id, asked } : undefined)),
    all: () => answer("all", (asked) => listed.map((id) => ({ id, asked }))),
    idOf: ({ id }) => id,
  };
  return { source, calls, what: () => calls.map(({ what }) => what) };
}

/** A collection of things, and views of it for operations that began `oldestMs` ago. */
function shared(source: Source<Thing>, traffic = newTraffic()) {
  const during = collection(traffic, source);
  return {
    during,
    traffic,
    view(oldestMs = 0): Collection<Thing> {
      return during(operationFrom(oldestMs));
    },
  };
}

function operationFrom(oldestMs: number): Operation {
  const { operation } = newOperation();
  operation.since = now() - oldestMs;
  return operation;
}

async function later<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  return promise;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("what is asked for at nearly the same time", () => {
  it("is one single read when it is one object", async () => {
    const { source, what } = things(["a", "b"]);

    const found = await later(shared(source).view().get("a"));

    expect(found?.id).toBe("a");
    expect(what()).toEqual(["a"]);
  });

  it("is the list also when it is one object that only the list shows, and serves the next one too", async () => {
    const { source, what } = things(["a", "b"]);
    const { view } = shared({ all: source.all, idOf: source.idOf });

    const first = await later(view().get("a"));
    const others = await later(Promise.all([view(2_000).get("b"), view(2_000).get("gone")]));

    expect([first, ...others].map((found) => found?.id)).toEqual(["a", "b", undefined]);
    expect(what()).toEqual(["all"]);
  });

  it("is one call within 50 ms", async () => {
    const { source, what } = things(["a", "b"]);
    const { view } = shared(source);
    const first = view().get("a");
    await vi.advanceTimersByTimeAsync(40);

    const found = await later(Promise.all([first, view().get("b"), view().get("a")]));

    expect(found.map((thing) => thing?.id)).toEqual(["a", "b", "a"]);
    expect(what()).toEqual(["all"]);
  });

  it("is one call as long as it waits for its turn, and the list then even if it began as a single read", async () => {
    const { source, calls } = things(["a", "b"]);
    const traffic = newTraffic({ calls: 1, windowMs: 10_000 });
    const { view } = shared(source, traffic);
    const { signal } = new AbortController();
    (await traffic.budget.turn({ changes: true, signal })).answered({ status: 200, headers: {} });
    const opens = now() + 10_000;
    const first = view().get("a");
    await vi.advanceTimersByTimeAsync(9_000);
    const second = view().get("b");

    const found = await later(Promise.all([first, second]));

    expect(calls).toEqual([{ what: "all", asked: opens }]);
    expect(found.map((thing) => thing?.id)).toEqual(["a", "b"]);
  });

  it("is asked for by ids where the cloud has a call for that, and from the third time in a refresh on as the list", async () => {
    const { source, what } = things(["a", "b", "c", "d", "e"]);
    const several = vi.fn<NonNullable<Source<Thing>["several"]>>(async (ids) =>
      ids.map((id) => ({ id, asked: now() })),
    );
    const { view } = shared({ ...source, several });

    await later(Promise.all([view(30_000).get("a"), view(30_000).get("b")]));
    await later(Promise.all([view(30_000).get("a"), view(30_000).get("c")]));
    expect(what()).toEqual(["c"]);
    await later(view(30_000).get("d"));
    await later(view(30_000).get("e"));

    expect(several.mock.calls.map(([ids]) => ids)).toEqual([["a", "b"]]);
    expect(what()).toEqual(["c", "all"]);
  });
});

describe("what the list does not show", () => {
  it("is asked for by itself before it counts as gone", async () => {
    const { source, what } = things(["a", "new"], { listed: ["a"] });
    const { view } = shared(source);

    const found = await later(Promise.all([view().get("a"), view().get("new"), view().get("gone")]));

    expect(found.map((thing) => thing?.id)).toEqual(["a", "new", undefined]);
    expect(what()).toEqual(["all", "new", "gone"]);
  });

  it("is asked for by itself once, whoever wants it", async () => {
    const { source, what } = things(["a"]);
    const { view } = shared(source);
    await later(view().list());

    await later(Promise.all([view(2_000).get("gone"), view(2_000).get("gone"), view(2_000).get("a")]));

    expect(what()).toEqual(["all", "gone"]);
  });
});

describe("a failure", () => {
  it("of one object is that object's alone", async () => {
    const { view } = shared(things(["a"]).source);

    const [a, broken] = await later(Promise.allSettled([view().get("a"), view().get("broken")]));

    expect(a).toMatchObject({ status: "fulfilled", value: { id: "a" } });
    expect(broken).toEqual({ status: "rejected", reason: new Error("broken") });
  });

  it("is not kept", async () => {
    const { source, what } = things([]);
    const { view } = shared(source);

    await expect(later(view().get("broken"))).rejects.toThrow("broken");
    await expect(later(view(5_000).get("broken"))).rejects.toThrow("broken");

    expect(what()).toEqual(["broken", "all", "broken"]);
  });
});

describe("an answer", () => {
  it("serves a refresh for half a minute: what is asked for in a second window makes it the list", async () => {
    const { source, what } = things(["a", "b", "c"]);
    const { view } = shared(source);

    for (const id of ["a", "b", "c", "a", "b"]) await later(view(30_000).get(id));
    expect(what()).toEqual(["a", "all"]);
    await vi.advanceTimersByTimeAsync(30_000);
    await later(view(30_000).list());

    expect(what()).toEqual(["a", "all", "all"]);
  });

  it("serves nobody who must see more than it", async () => {
    const { source, what } = things(["a", "b"]);
    const { view } = shared(source);

    await later(view(30_000).list());
    await later(view().get("a"));
    await later(view().get("a"));

    expect(what()).toEqual(["all", "a", "a"]);
  });

  it("is joined on its way by whoever may know what was asked for then", async () => {
    const { source, what } = things(["a", "b"], { answersAfterMs: 500 });
    const { view } = shared(source);
    const first = view().get("a");
    await vi.advanceTimersByTimeAsync(200);

    const found = await later(Promise.all([first, view(30_000).get("a"), view(0).get("a")]));

    expect(what()).toEqual(["a", "a"]);
    expect(found[1]).toBe(found[0]);
    expect(found[2]).not.toBe(found[0]);
  });

  it("from before a change of the account serves nobody afterwards", async () => {
    const { source, what } = things(["a", "b"]);
    const { view, traffic } = shared(source);
    await later(view().list());

    traffic.changed = now();
    await later(view(30_000).list());

    expect(what()).toEqual(["all", "all"]);
  });

  it("is dropped when it can serve nobody any more", async () => {
    const { source } = things(["a"]);
    const { view } = shared(source);
    await later(view().list());

    await vi.advanceTimersByTimeAsync(30_000);

    expect(vi.getTimerCount()).toBe(0);
  });

  it("tells its operation how fresh it is", async () => {
    const { source, calls } = things(["a"]);
    const operation = operationFrom(0);

    await later(shared(source).during(operation).get("a"));

    expect(operation.seen).toBe(calls[0]?.asked);
  });
});

describe("an interrupted reader", () => {
  it("goes at once, while others wait for the same answer", async () => {
    const { source, what } = things(["a"], { answersAfterMs: 500 });
    const { during, view } = shared(source);
    const { operation, interrupt } = newOperation();
    const interrupted = during(operation).get("a");
    const other = view().get("a");
    await vi.advanceTimersByTimeAsync(100);

    interrupt();

    await expect(interrupted).rejects.toThrow("interrupted");
    expect((await later(other))?.id).toBe("a");
    expect(what()).toEqual(["a"]);
  });
});

describe("whatever is asked for, and whenever", () => {
  const reader = fc.record({
    at: fc.integer({ min: 0, max: 3_000 }),
    id: fc.constantFrom("a", "b", "c", undefined),
    oldestMs: fc.constantFrom(0, 0, 100, 500, 30_000),
  });

  it("no answer is older than allowed, and no call is made for what a known answer tells", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(reader, { maxLength: 40 }),
        fc.integer({ min: 0, max: 300 }),
        fc.boolean(),
        async (readers, answersAfterMs, isLimited) => {
          const { source, calls } = things(["a", "b", "c"], { answersAfterMs });
          const traffic = isLimited ? newTraffic({ calls: 2, windowMs: 400 }) : newTraffic();
          const { during } = shared(source, traffic);
          const wanted: { id: string | undefined; since: number }[] = [];
          const all = readers.map(async ({ at, id, oldestMs }) => {
            await sleep(at);
            const operation = operationFrom(oldestMs);
            wanted.push({ id, since: operation.since });
            const view = during(operation);
            return { since: operation.since, found: id === undefined ? await view.list() : [await view.get(id)] };
          });
          await vi.advanceTimersByTimeAsync(60_000);

          for (const { since, found } of await Promise.all(all)) {
            for (const thing of found) expect(thing?.asked).toBeGreaterThanOrEqual(since);
          }
          for (const [index, { what, asked }] of calls.entries()) {
            const tells = (id: string | undefined, call: string) => call === "all" || call === id;
            const missing = wanted.filter(
              ({ id, since }) =>
                (what === "all" || what === id) &&
                since <= asked &&
                !calls.slice(0, index).some((earlier) => tells(id, earlier.what) && earlier.asked >= since),
            );
            expect(missing).not.toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
