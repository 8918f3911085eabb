import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import { errorsOf, openShop, stepsOf } from "./fixture/shop.ts";

describe.each(engines)("the $name", (engine) => {
  it("finds what somebody has changed, records it, and puts it back", async () => {
    await using shop = await openShop(engine, `new Thing("a", { engineDiffs: true, size: 1 });`);
    await shop.stack.up();
    shop.cloud.change("thing-1", { size: 7 });

    const seen = await shop.stack.refresh({ previewOnly: true, expectNoChanges: true });
    const unchanged = await shop.recorded("a");
    const refreshed = await shop.stack.refresh();
    const recorded = await shop.recorded("a");
    const healed = await shop.stack.up();

    expect(seen).toMatchObject({ ok: false, exitCode: 7, changes: { same: 1, update: 1 } });
    expect(seen.steps.find(({ name }) => name === "a")).toMatchObject({ op: "update", keys: ["size"] });
    expect(unchanged).toMatchObject({ inputs: { size: 1 } });
    expect(refreshed).toMatchObject({ ok: true, changes: { same: 1, update: 1 } });
    expect(recorded).toMatchObject({ inputs: { size: 7 }, outputs: { size: 7 } });
    expect(healed.changes).toEqual({ same: 1, update: 1 });
    expect(shop.cloud.things()).toMatchObject({ "thing-1": { size: 1 } });
  });

  it("asks the provider what the next update would do, from the live state", async () => {
    await using shop = await openShop(engine, `new Thing("a", { size: 1 });`);
    await shop.stack.up();
    shop.cloud.change("thing-1", { size: 7 });
    shop.cloud.forget();

    await shop.stack.refresh();

    expect(shop.cloud.calls()).toMatchObject([
      { method: "read", id: "thing-1", olds: { size: 1 } },
      { method: "diff", olds: { size: 7 }, news: { size: 1 } },
    ]);
  });

  it("forgets what is gone, and the dependencies on it", async () => {
    await using shop = await openShop(engine, `const a = new Thing("a"); new Thing("b", { note: a.label });`);
    await shop.stack.up();
    shop.cloud.change("thing-1");

    const refreshed = await shop.stack.refresh();
    const dependant = await shop.recorded("b");
    const healed = await shop.stack.up();

    expect(refreshed.changes).toEqual({ same: 2, delete: 1 });
    expect(dependant?.dependencies ?? []).toEqual([]);
    expect(dependant?.propertyDependencies ?? {}).not.toHaveProperty("note");
    expect(healed.changes).toMatchObject({ create: 1 });
  });

  it("fails when an object cannot be read, keeps its state, and records the others", async () => {
    await using shop = await openShop(engine, `new Thing("a"); new Thing("b");`);
    await shop.stack.up();
    const before = { ...(await shop.recorded("a")), propertyDependencies: undefined };
    shop.cloud.fail({ "read a": { message: "cloud unreachable" } });
    const [id = ""] = Object.entries(shop.cloud.things()).find(([, { name }]) => name === "b") ?? [];
    shop.cloud.change(id, { size: 7 });

    const refreshed = await shop.stack.refresh();

    expect(refreshed.ok).toBe(false);
    expect(errorsOf(refreshed)).toContain("cloud unreachable");
    expect({ ...(await shop.recorded("a")), propertyDependencies: undefined }).toEqual(before);
    expect(await shop.recorded("b")).toMatchObject({ inputs: { size: 7 } });
  });

  it("refreshes before a preview and an update that say so", async () => {
    await using shop = await openShop(engine, `new Thing("a", { size: 1 });`);
    await shop.stack.up();
    shop.cloud.change("thing-1", { size: 7 });

    const blind = await shop.stack.preview();
    const preview = await shop.stack.preview({ refresh: true });
    const up = await shop.stack.up({ refresh: true });

    expect(blind.changes).toEqual({ same: 2 });
    expect(preview.changes).toEqual({ same: 1, update: 1 });
    expect(stepsOf(preview)).toContain("update a");
    expect(up.changes).toEqual({ same: 1, update: 1 });
    expect(shop.cloud.things()).toMatchObject({ "thing-1": { size: 1 } });
  });

  it("uses the configuration of the state to refresh and destroy, the current one to update", async () => {
    await using shop = await openShop(engine, `new Thing("a");`, { config: { color: "red" } });
    await shop.stack.up();
    await shop.stack.config({ color: "blue" });
    shop.cloud.forget();

    await shop.stack.refresh();
    await shop.stack.up({ refresh: true });
    await shop.stack.config({ color: "green" });
    await shop.stack.destroy();

    const colors = shop.cloud.calls().map(({ method, color }) => `${method} ${color}`);
    expect(colors).toEqual(["read red", "diff red", "read red", "diff red", "check blue", "diff blue", "delete blue"]);
  });
});
