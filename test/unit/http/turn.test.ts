import PQueue from "p-queue";
import { describe, expect, it } from "vitest";
import { inTurn } from "../../../provider/http/turn.ts";

/** Work that ends when it is told to. */
function work() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { run: () => promise, end: resolve };
}

describe("a turn", () => {
  it("is kept by interrupted work until its own end", async () => {
    const queue = new PQueue({ concurrency: 1 });
    const controller = new AbortController();
    const { run, end } = work();
    let began = false;
    const first = inTurn(queue, run, controller);
    const second = inTurn(queue, async () => (began = true), new AbortController());

    controller.abort(new Error("interrupted"));
    await new Promise((resolve) => setImmediate(resolve));

    expect(began).toBe(false);
    end("first");
    await expect(first).resolves.toBe("first");
    await expect(second).resolves.toBe(true);
  });

  it("is not waited for after an interruption, and never comes", async () => {
    const queue = new PQueue({ concurrency: 1 });
    const controller = new AbortController();
    const { run, end } = work();
    const first = inTurn(queue, run, new AbortController());
    let began = false;
    const second = inTurn(queue, async () => (began = true), controller);

    controller.abort(new Error("interrupted"));

    await expect(second).rejects.toThrow("interrupted");
    await expect(inTurn(queue, run, controller)).rejects.toThrow("interrupted");
    end("first");
    await first;
    await queue.onIdle();
    expect(began).toBe(false);
  });

  it("goes to the shorter work first, and to the earlier of equals", async () => {
    const queue = new PQueue({ concurrency: 1 });
    const { signal } = new AbortController();
    const order: string[] = [];
    const { run, end } = work();
    const first = inTurn(queue, run, { signal });
    const others = [
      ["long", 15],
      ["short", 1],
      ["middle", 5],
      ["as short", 1],
    ].map(([name, minutes]) =>
      inTurn(queue, async () => order.push(String(name)), { signal, minutes: Number(minutes) }),
    );

    end("first");
    await Promise.all([first, ...others]);

    expect(order).toEqual(["short", "as short", "middle", "long"]);
  });
});
