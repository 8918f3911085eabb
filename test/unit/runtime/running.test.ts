import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Operation } from "../../../provider/http/operation.ts";
import { waitFor } from "../../../provider/http/waiting.ts";
import { causeOf, Interrupted, isWaitCutShort, running, TimeLimit } from "../../../provider/runtime/running.ts";
import { keepSecret } from "../../../provider/runtime/secrets.ts";
import { secret } from "../../../provider/runtime/traits.ts";
import { forgetSaid, killEngine, restartEngine, said } from "./fake-engine-log.ts";
import { forgetCtrlC, pressCtrlC, requested } from "./fake-wire.ts";
import { newUrn } from "./resource-of.ts";

vi.mock("../../../provider/runtime/wire.ts", () => import("./fake-wire.ts"));
vi.mock("../../../provider/runtime/engine-log.ts", () => import("./fake-engine-log.ts"));

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
  forgetSaid();
  forgetCtrlC();
  restartEngine();
});

const minute = 60_000;

/** Waits for what never ends, and tells why and when the wait was over. */
async function endless({ minutes = 1, timeoutSeconds }: { minutes?: number; timeoutSeconds?: number } = {}) {
  const request = timeoutSeconds === undefined ? {} : { timeoutSeconds };
  return requested(request, () =>
    running(minutes, (operation) => waitFor({ what: "waiting", look: async () => ({}) }, operation)),
  ).catch((error: Error) => ({ error, atMs: Date.now() }));
}

describe("an operation", () => {
  it("answers with what its work does", async () => {
    expect(await running(1, async () => "done")).toBe("done");
  });

  it("fails as its work fails", async () => {
    await expect(running(1, () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  });

  it("leaves no timer behind", async () => {
    await running(1, async () => "done");

    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the time limit", () => {
  it("is that of the kind", async () => {
    const wait = endless({ minutes: 5 });
    await vi.advanceTimersByTimeAsync(6 * minute);

    const { error, atMs } = (await wait) as { error: Error; atMs: number };
    expect(error).toBeInstanceOf(TimeLimit);
    expect(error.message).toBe(
      "not finished after 5 minutes, the time limit; it goes on in the cloud (customTimeouts sets another limit)",
    );
    expect(atMs).toBe(5 * minute);
  });

  it("is that of customTimeouts, when the program has set it", async () => {
    const wait = endless({ minutes: 5, timeoutSeconds: 90 });
    await vi.advanceTimersByTimeAsync(2 * minute);

    expect(await wait).toMatchObject({
      error: { message: expect.stringContaining("not finished after 90 seconds,") },
      atMs: 1.5 * minute,
    });
  });

  it("may be longer than a timer can wait", async () => {
    const wait = endless({ timeoutSeconds: 60 * 86_400 });
    await vi.advanceTimersByTimeAsync(10 * minute);

    pressCtrlC();

    expect(await wait).toMatchObject({ error: expect.any(Interrupted), atMs: 10 * minute });
  });

  it.each([
    [1, "1 minute"],
    [25, "25 minutes"],
    [0.5, "30 seconds"],
    [1 / 60, "1 second"],
  ])("of %f minutes reads %s", (minutes, text) => {
    expect(new TimeLimit(minutes).message).toContain(`not finished after ${text}, the time limit`);
  });
});

describe("Ctrl-C", () => {
  it("ends a wait at once", async () => {
    const wait = endless({ minutes: 5 });
    await vi.advanceTimersByTimeAsync(minute);

    pressCtrlC();

    expect(await wait).toMatchObject({
      error: { message: "interrupted; what the cloud has accepted goes on there" },
      atMs: minute,
    });
  });

  it("ends an operation that begins after it", async () => {
    pressCtrlC();

    expect(await endless()).toMatchObject({ error: expect.any(Interrupted), atMs: 0 });
  });

  it("does not undo what was done already", async () => {
    const answer = await running(1, async () => {
      pressCtrlC();
      return "done";
    });

    expect(answer).toBe("done");
  });
});

describe("an engine that is gone", () => {
  it("ends a wait, because nobody would hear of its end", async () => {
    const wait = endless({ minutes: 5 });
    await vi.advanceTimersByTimeAsync(minute);

    killEngine();

    expect(await wait).toMatchObject({ error: { message: "Pulumi's engine is gone" }, atMs: minute });
  });
});

describe("the cause of a failure", () => {
  const aborted = AbortSignal.abort(new Interrupted());
  const nodes = Object.assign(new Error("The operation was aborted"), { name: "AbortError" });

  it("is why the signal was aborted, when a wait of Node's says no more than that", () => {
    expect(causeOf(nodes, aborted)).toBe(aborted.reason);
  });

  it("is the failure itself otherwise", () => {
    const refused = new Error("refused");

    expect(causeOf(refused, aborted)).toBe(refused);
    expect(causeOf(nodes, new AbortController().signal)).toBe(nodes);
    expect(causeOf("text", aborted)).toBe("text");
  });

  it("is a cut short wait only for a time limit and Ctrl-C", () => {
    expect([new Interrupted(), new TimeLimit(1), new Error("refused"), nodes].map(isWaitCutShort)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("progress", () => {
  const urn = newUrn();

  /** Says something new each second. */
  async function told(seconds: number, text: (second: number) => string = (second) => `${second} s`) {
    await requested({ urn }, () =>
      running(60, async ({ progress }: Operation) => {
        for (let second = 0; second <= seconds; second += 1) {
          progress(text(second));
          await vi.advanceTimersByTimeAsync(1_000);
        }
      }),
    );
    return said("status", urn);
  }

  it("is shown every 10 seconds at first, later once a minute", async () => {
    expect(await told(190)).toEqual(["0 s", "10 s", "20 s", "30 s", "40 s", "50 s", "110 s", "170 s"]);
  });

  it("is not repeated while nothing changes", async () => {
    expect(await told(30, () => "still")).toEqual(["still"]);
  });

  it("is counted for each operation by itself", async () => {
    await Promise.all([1, 2].map((count) => running(1, async ({ progress }) => progress(`operation ${count}`))));

    expect(said("status")).toEqual(["operation 1", "operation 2"]);
  });

  it("and warnings tell no secret", async () => {
    keepSecret({ inputs: { password: secret(z.string()) }, outputs: {}, aspects: [] } as never, {
      password: "hunter2-run",
    });

    await running(1, async ({ progress, warn }) => {
      progress("setting hunter2-run");
      warn("hunter2-run is weak");
    });

    expect([...said("status"), ...said("warning")]).toEqual(["setting [secret]", "[secret] is weak"]);
  });
});
