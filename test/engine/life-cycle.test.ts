import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import { errorsOf, openShop, stepsOf, urnOf } from "./fixture/shop.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe.each(engines)("the $name", (engine) => {
  it("previews creations with their inputs as outputs, and creates nothing", async () => {
    await using shop = await openShop(
      engine,
      `const a = new Thing("a", { size: 2 });
       new Thing("b", { size: a.size, note: a.label });`,
    );

    const preview = await shop.stack.preview();

    expect(preview).toMatchObject({ ok: true, exitCode: 0, changes: { create: 3 } });
    expect(stepsOf(preview)).toEqual(["create a", "create b"]);
    expect(shop.cloud.calls().map(({ method, name }) => `${method} ${name}`)).toEqual(["check a", "check b"]);
    expect(shop.cloud.calls()[1]?.news).toMatchObject({ size: 2, note: unknown });
    expect(shop.cloud.things()).toEqual({});
    expect((await shop.stack.export()).deployment.resources ?? []).toEqual([]);
  });

  it("creates, finds nothing to do, changes in place, and destroys", async () => {
    await using shop = await openShop(engine, `export const { label } = new Thing("a", { note: "x" });`);

    const created = await shop.stack.up();
    shop.cloud.forget();
    const unchanged = await shop.stack.preview({ expectNoChanges: true });
    const second = shop.cloud.calls();
    shop.write(`export const { label } = new Thing("a", { note: "y" });`);
    const changed = await shop.stack.up();
    const destroyed = await shop.stack.destroy();

    expect(created).toMatchObject({ ok: true, changes: { create: 2 }, outputs: { label: "a!" } });
    expect(unchanged).toMatchObject({ ok: true, exitCode: 0, changes: { same: 2 } });
    expect(second.map(({ method }) => method)).toEqual(["check", "diff"]);
    // A check gets the old inputs with what an earlier check has added, a diff the old outputs.
    expect(second[0]).toMatchObject({ olds: { name: "a", note: "x", size: 1 }, news: { note: "x" } });
    expect(second[0]?.olds).not.toHaveProperty("label");
    expect(second[1]).toMatchObject({ id: "thing-1", olds: { label: "a!" }, news: { size: 1 } });
    expect(changed).toMatchObject({ changes: { same: 1, update: 1 } });
    expect(stepsOf(changed)).toEqual(["update a"]);
    expect(destroyed).toMatchObject({ ok: true, changes: { delete: 2 } });
    expect(shop.cloud.things()).toEqual({});
    expect((await shop.stack.export()).deployment.resources ?? []).toEqual([]);
  });

  it("fails with its own exit code when something changes that should not", async () => {
    await using shop = await openShop(engine, `new Thing("a");`);

    const preview = await shop.stack.preview({ expectNoChanges: true });

    expect(preview).toMatchObject({ ok: false, exitCode: 7 });
  });

  it("stops at the first failing check, and prints the value of the property that it names", async () => {
    await using shop = await openShop(
      engine,
      `const invalid = { invalid: "password", password: pulumi.secret("tops3cret") };
       const a = new Thing("a", invalid);
       new Thing("b", invalid, { dependsOn: a });`,
    );

    const preview = await shop.stack.preview();

    expect(preview.ok).toBe(false);
    expect(errorsOf(preview)).toEqual([
      "pulumi-nodejs:dynamic/shop:Thing resource 'a': property password value {&{{tops3cret}}} has a problem: must not be this",
    ]);
    expect(preview.diagnostics.find(({ severity }) => severity === "error")?.urn).toBe(urnOf("a"));
    expect(shop.cloud.calls("check").map(({ name }) => name)).toEqual(["a"]);
  });

  it("runs no more steps at once than it is told to", async () => {
    await using shop = await openShop(engine, `for (const name of "abcd") new Thing(name, { workMs: 200 });`);

    await shop.stack.up({ parallel: 2 });

    let running = 0;
    const loads = shop.cloud.calls().flatMap(({ method }) => {
      if (method === "create began") return [++running];
      if (method === "create ended") running--;
      return [];
    });
    expect(Math.max(...loads)).toBe(2);
  });

  it("keeps the outputs and records the inputs of what the provider calls unchanged", async () => {
    await using shop = await openShop(engine, `new Thing("a", { __note: 1 });`);
    await shop.stack.up();
    shop.write(`new Thing("a", { __note: 2 });`);

    const up = await shop.stack.up();

    expect(up.changes).toEqual({ same: 2 });
    expect(await shop.recorded("a")).toMatchObject({ inputs: { __note: 2 }, outputs: { __note: 1 } });
  });

  it("compares the inputs itself when the provider does not say whether they changed", async () => {
    await using shop = await openShop(engine, `new Thing("a", { engineDiffs: true, rules: { limits: [1, 2] } });`);
    await shop.stack.up();

    const unchanged = await shop.stack.preview();
    shop.write(`new Thing("a", { engineDiffs: true, rules: { limits: [1, 3] } });`);
    const changed = await shop.stack.preview();

    expect(unchanged.changes).toEqual({ same: 2 });
    expect(changed.steps.find(({ name }) => name === "a")).toMatchObject({ op: "update", keys: ["rules.limits[1]"] });
  });

  it("deletes what the program no longer names, dependants first", async () => {
    await using shop = await openShop(
      engine,
      `const a = new Thing("a");
       const b = new Thing("b", {}, { dependsOn: a });
       new Thing("c", { note: b.label });
       new Thing("d");`,
    );
    await shop.stack.up();
    shop.cloud.forget();
    shop.write(`new Thing("d");`);

    const up = await shop.stack.up();

    expect(up.changes).toEqual({ same: 2, delete: 3 });
    expect(shop.cloud.calls("delete").map(({ name }) => name)).toEqual(["c", "b", "a"]);
  });

  it("deletes nothing when the program fails, and says why", async () => {
    await using shop = await openShop(engine, `new Thing("a");`);
    await shop.stack.up();
    shop.write(`throw new Error("out of stock");`);

    const up = await shop.stack.up();

    expect(up.ok).toBe(false);
    expect(errorsOf(up).join()).toContain("out of stock");
    expect(Object.keys(shop.cloud.things())).toEqual(["thing-1"]);
    expect(await shop.recorded("a")).toBeDefined();
  });

  it("keeps the old stack outputs when an update fails", async () => {
    await using shop = await openShop(engine, `new Thing("a"); export const one = 1; export const two = 1;`);
    await shop.stack.up();
    shop.cloud.fail({ "create b": { message: "no room" } });
    shop.write(`new Thing("a"); new Thing("b"); export const two = 2;`);

    await shop.stack.up();

    expect((await shop.recorded("shop-test"))?.outputs).toMatchObject({ one: 1 });
  });

  it("tells what program and provider log", async () => {
    await using shop = await openShop(
      engine,
      `const a = new Thing("a");
       pulumi.log.warn("mind the gap", a);
       pulumi.log.info("on its way", a, undefined, true);
       console.log("plain text");`,
    );

    const { diagnostics, text } = await shop.stack.preview();

    expect(diagnostics).toContainEqual({
      severity: "warning",
      message: "mind the gap",
      urn: urnOf("a"),
      ephemeral: false,
    });
    expect(diagnostics).toContainEqual({ severity: "info", message: "on its way", urn: urnOf("a"), ephemeral: true });
    expect(diagnostics).toContainEqual(expect.objectContaining({ severity: "info", message: "plain text" }));
    expect(text).toContain("mind the gap");
  });

  it("refuses two resources of the same name", async () => {
    await using shop = await openShop(engine, `new Thing("a"); new Thing("a");`);

    const preview = await shop.stack.preview();

    expect(errorsOf(preview)).toEqual([`Duplicate resource URN '${urnOf("a")}'; try giving it a unique name`]);
  });
});
