import { describe, expect, it, vi } from "vitest";
import { engines } from "./engines.ts";
import { errorsOf, openShop, type Shop, stepsOf, urnOf } from "./fixture/shop.ts";

const hasBegun = (shop: Shop, method: string) =>
  vi.waitFor(() => expect(shop.cloud.calls(`${method} began`)).not.toEqual([]), { timeout: 30_000, interval: 20 });

describe.each(engines)("the $name", (engine) => {
  it("forgets a creation that failed, and lets what runs end", async () => {
    await using shop = await openShop(
      engine,
      `const a = new Thing("a"); new Thing("b", { workMs: 500 }); new Thing("c", { note: a.label });`,
    );
    shop.cloud.fail({ "create a": { message: "no room" } });

    const up = await shop.stack.up();

    expect(up.ok).toBe(false);
    expect(errorsOf(up)).toContain("no room");
    expect(await shop.recorded("a")).toBeUndefined();
    expect(shop.cloud.calls("create").map(({ name }) => name)).not.toContain("c");
    expect((await shop.stack.export()).deployment.pending_operations ?? []).toEqual([]);
  });

  it("keeps an object that is not finished, and updates it next time even if nothing differs", async () => {
    await using shop = await openShop(engine, `new Thing("a");`);
    shop.cloud.fail({ "create a": { message: "unused", reasons: ["still starting", "no backup"] } });

    const failed = await shop.stack.up();
    const unfinished = await shop.recorded("a");
    shop.cloud.fail({});
    const preview = await shop.stack.preview();
    const healed = await shop.stack.up();

    expect(errorsOf(failed).join()).toContain("2 errors occurred:\n\t* still starting\n\t* no backup");
    expect(errorsOf(failed).join()).not.toContain("unused");
    expect(unfinished).toMatchObject({ id: "thing-1", initErrors: ["still starting", "no backup"] });
    expect(stepsOf(preview)).toEqual(["update a"]);
    expect(healed).toMatchObject({ ok: true, changes: { same: 1, update: 1 } });
    expect((await shop.recorded("a"))?.initErrors ?? []).toEqual([]);
    expect(shop.cloud.calls("create")).toHaveLength(1);
  });

  it("records old inputs and new outputs of an update that is not finished, until a refresh", async () => {
    await using shop = await openShop(engine, `new Thing("a", { size: 1 });`);
    await shop.stack.up();
    shop.cloud.fail({ "update a": { message: "unused", reasons: ["restart needed"] } });
    shop.write(`new Thing("a", { size: 2 });`);

    const up = await shop.stack.up();
    const unfinished = await shop.recorded("a");
    const refreshed = await shop.stack.refresh();

    expect(up.ok).toBe(false);
    expect(unfinished).toMatchObject({ inputs: { size: 1 }, outputs: { size: 2 }, initErrors: ["restart needed"] });
    expect(refreshed.ok).toBe(true);
    expect((await shop.recorded("a"))?.initErrors ?? []).toEqual([]);
    expect(await shop.recorded("a")).toMatchObject({ inputs: { size: 2 } });
  });

  it("leaves the state of an update alone that failed", async () => {
    await using shop = await openShop(engine, `new Thing("a", { size: 1 });`);
    await shop.stack.up();
    const before = await shop.recorded("a");
    shop.cloud.fail({ "update a": { message: "no room" } });
    shop.write(`new Thing("a", { size: 2 });`);

    const up = await shop.stack.up();

    expect(errorsOf(up)).toContain("no room");
    expect(await shop.recorded("a")).toEqual(before);
  });

  it("keeps what could not be deleted, and what it needs", async () => {
    await using shop = await openShop(
      engine,
      `const a = new Thing("a"); new Thing("b", { note: a.label }); new Thing("c");`,
    );
    await shop.stack.up();
    shop.cloud.fail({ "delete b": { message: "in use" } });

    const destroyed = await shop.stack.destroy();

    expect(destroyed.ok).toBe(false);
    expect(errorsOf(destroyed)).toContain("in use");
    expect(await shop.recorded("a")).toBeDefined();
    expect(await shop.recorded("b")).toBeDefined();
  });

  it("does not know of a creation whose plugin died", async () => {
    await using shop = await openShop(engine, `new Thing("a");`);
    shop.cloud.fail({ "create a": { holdUntil: "never" } });

    const running = shop.stack.up();
    await hasBegun(shop, "create");
    process.kill(shop.cloud.calls("create began")[0]?.process ?? 0, "SIGKILL");
    const up = await running;

    expect(errorsOf(up).join()).toContain("error reading from server: EOF");
    expect(await shop.recorded("a")).toBeUndefined();
    expect((await shop.stack.export()).deployment.pending_operations ?? []).toEqual([]);
  });

  it("waits for what runs after one Ctrl-C, and begins nothing new", async () => {
    await using shop = await openShop(engine, `const a = new Thing("a"); new Thing("b", { note: a.label });`);
    shop.cloud.fail({ "create a": { holdUntil: "released" } });

    const running = shop.stack.up();
    await hasBegun(shop, "create");
    shop.stack.interrupt();
    shop.cloud.release("released");
    const up = await running;

    expect(up.ok).toBe(false);
    expect(await shop.recorded("a")).toMatchObject({ id: "thing-1" });
    expect(shop.cloud.calls("create").map(({ name }) => name)).toEqual(["a"]);
  });

  it("waits for nothing after the second Ctrl-C, and remembers what it did not see the end of", async () => {
    await using shop = await openShop(engine, `new Thing("a");`);
    shop.cloud.fail({ "create a": { holdUntil: "never" } });
    const said: string[] = [];

    const running = shop.stack.up();
    await hasBegun(shop, "create");
    shop.stack.interrupt();
    await new Promise((resolve) => setTimeout(resolve, 300));
    shop.stack.interrupt();
    const cancelled = await running;
    const { deployment } = await shop.stack.export();
    shop.cloud.fail({});
    const next = await shop.stack.up();
    said.push(...next.diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message));

    expect(cancelled).toMatchObject({ ok: false, exitCode: 8 });
    expect(deployment.pending_operations).toMatchObject([{ type: "creating", resource: { urn: urnOf("a") } }]);
    expect(next.ok).toBe(true);
    expect(said.join()).toContain(urnOf("a"));
    expect((await shop.stack.export()).deployment.pending_operations).toHaveLength(1);
  });
});
