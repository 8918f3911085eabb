import { describe, expect, it, vi } from "vitest";
import { collection, interruptible } from "../../../provider/http/collection.ts";

interface Thing {
  readonly id: string;
}

/** A cloud's things, and how often it was asked. */
function things(ids: readonly string[], listed = ids) {
  const one = vi.fn(async (id: string): Promise<Thing | undefined> => {
    if (id === "broken") throw new Error("broken");
    return ids.includes(id) ? { id } : undefined;
  });
  const all = vi.fn(async (): Promise<Thing[]> => listed.map((id) => ({ id })));
  return { one, all, idOf: ({ id }: Thing) => id };
}

describe("a collection", () => {
  it("asks for one object by itself", async () => {
    const source = things(["a", "b"]);

    const found = await collection(source).get("a");

    expect(found).toEqual({ id: "a" });
    expect(source.all).not.toHaveBeenCalled();
  });

  it("asks once for all that is wanted within 50 ms", async () => {
    const source = things(["a", "b"]);
    const shared = collection(source);
    const first = shared.get("a");
    await new Promise((resolve) => setTimeout(resolve, 10));

    const found = await Promise.all([first, shared.get("b"), shared.get("a")]);

    expect(found).toEqual([{ id: "a" }, { id: "b" }, { id: "a" }]);
    expect(source.all).toHaveBeenCalledTimes(1);
    expect(source.one).not.toHaveBeenCalled();
  });

  it("asks for what the list does not show before it counts as gone", async () => {
    const source = things(["a", "new"], ["a"]);
    const shared = collection(source);

    const found = await Promise.all([shared.get("a"), shared.get("new"), shared.get("gone")]);

    expect(found).toEqual([{ id: "a" }, { id: "new" }, undefined]);
    expect(source.one.mock.calls).toEqual([["new"], ["gone"]]);
  });

  it("does not let one object's failure fail the others", async () => {
    const shared = collection(things(["a"]));

    const [a, broken] = await Promise.allSettled([shared.get("a"), shared.get("broken")]);

    expect(a).toEqual({ status: "fulfilled", value: { id: "a" } });
    expect(broken).toEqual({ status: "rejected", reason: new Error("broken") });
  });

  it("keeps no answer", async () => {
    const source = things(["a"]);
    const shared = collection(source);

    await shared.list();
    await shared.list();

    expect(source.all).toHaveBeenCalledTimes(2);
  });

  it("lets an interrupted reader go while others wait for the same answer", async () => {
    const shared = collection(things(["a"]));
    const controller = new AbortController();
    const [interrupted, other] = [interruptible(shared, controller.signal).get("a"), shared.get("a")];

    controller.abort(new Error("interrupted"));

    await expect(interrupted).rejects.toThrow("interrupted");
    await expect(other).resolves.toEqual({ id: "a" });
  });
});
