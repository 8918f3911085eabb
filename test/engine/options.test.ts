import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import { errorsOf, openShop, stepsOf, urnOf } from "./fixture/shop.ts";

describe.each(engines)("the $name", (engine) => {
  it("ignores the changes that the program ignores", async () => {
    await using shop = await openShop(engine, `new Thing("a", { size: 1, rules: { limit: 1, other: 1 } });`);
    await shop.stack.up();
    shop.write(
      `new Thing("a", { size: 2, rules: { limit: 2, other: 1 } }, { ignoreChanges: ["size", "rules.limit"] });`,
    );

    const preview = await shop.stack.preview();

    expect(preview.changes).toEqual({ same: 2 });
    expect(shop.cloud.calls("check").at(-1)?.news).toMatchObject({ size: 1, rules: { limit: 1, other: 1 } });
  });

  it("knows a renamed resource and its children by their aliases", async () => {
    await using shop = await openShop(
      engine,
      `const a = new Thing("a", { name: "x" }); new Thing("a-child", {}, { parent: a });`,
    );
    await shop.stack.up();
    shop.write(
      `const b = new Thing("b", { name: "x" }, { aliases: [{ name: "a" }] });
       new Thing("b-child", { name: "a-child" }, { parent: b });`,
    );

    const up = await shop.stack.up();

    expect(up.changes).toEqual({ same: 3 });
    expect(await shop.recorded("b")).toMatchObject({ id: "thing-1" });
    expect(await shop.recorded("a")).toBeUndefined();
    expect(await shop.recorded("b-child")).toMatchObject({ id: "thing-2" });
  });

  it("leaves alone what is retained or goes with something else", async () => {
    await using shop = await openShop(
      engine,
      `const a = new Thing("a");
       new Thing("kept", {}, { retainOnDelete: true });
       new Thing("with", {}, { deletedWith: a });`,
    );
    await shop.stack.up();

    const destroyed = await shop.stack.destroy();

    expect(destroyed).toMatchObject({ ok: true, changes: { delete: 4 } });
    expect(shop.cloud.calls("delete").map(({ name }) => name)).toEqual(["a"]);
  });

  it("records time limits in seconds, and hands down protection to children", async () => {
    await using shop = await openShop(
      engine,
      `const parent = new Thing("parent", {}, { protect: true, customTimeouts: { create: "2m", delete: "1h30m" } });
       new Thing("child", {}, { parent });`,
    );

    await shop.stack.up();

    expect(await shop.recorded("parent")).toMatchObject({ customTimeouts: { create: 120, delete: 5400 } });
    expect(await shop.recorded("child")).toMatchObject({ protect: true, parent: urnOf("parent") });
  });

  it("changes only what is targeted", async () => {
    await using shop = await openShop(
      engine,
      `new Thing("a", { size: 1 }); new Thing("b", { size: 1 }); new Thing("gone");`,
    );
    await shop.stack.up();
    shop.write(`new Thing("a", { size: 2 }); new Thing("b", { size: 2 }); new Thing("new");`);

    const up = await shop.stack.up({ target: [urnOf("a")] });

    expect(stepsOf(up)).toContain("update a");
    expect(up.changes).toMatchObject({ update: 1 });
    expect(up.changes).not.toHaveProperty("create");
    expect(up.changes).not.toHaveProperty("delete");
    expect(await shop.recorded("b")).toMatchObject({ inputs: { size: 1 } });
    expect(await shop.recorded("new")).toBeUndefined();
    expect(await shop.recorded("gone")).toBeDefined();
  });

  it("refuses a target that does not exist", async () => {
    await using shop = await openShop(engine, `new Thing("a");`);

    const up = await shop.stack.up({ target: [urnOf("nothing")] });

    expect(up.ok).toBe(false);
    expect(errorsOf(up).join()).toContain(urnOf("nothing"));
  });

  it("calls a hook before an update, in a preview too, with the old outputs", async () => {
    const program = (size: number) => `
      let seen = "";
      const hook = new pulumi.ResourceHook("remember", ({ urn, oldOutputs, newInputs }) => {
        seen = urn + oldOutputs.label + newInputs.size;
      }, { onDryRun: true });
      const a = new Thing("a", { size: ${size} }, { hooks: { beforeUpdate: [hook] } });
      export const told = a.urn.apply(() => seen);`;
    await using shop = await openShop(engine, program(1));
    await shop.stack.up();
    shop.write(program(2));

    const preview = await shop.stack.preview();
    const up = await shop.stack.up();

    expect(preview.outputs).toMatchObject({ told: `${urnOf("a")}a!2` });
    expect(up.outputs).toMatchObject({ told: `${urnOf("a")}a!2` });
  });

  it("does not update what a hook forbids", async () => {
    const program = (size: number) => `
      const hook = new pulumi.ResourceHook("guard", () => { throw new Error("not on Fridays"); });
      new Thing("a", { size: ${size} }, { hooks: { beforeUpdate: [hook] } });`;
    await using shop = await openShop(engine, program(1));
    await shop.stack.up();
    shop.write(program(2));

    const up = await shop.stack.up();

    expect(up.ok).toBe(false);
    expect(errorsOf(up).join()).toContain("not on Fridays");
    expect(shop.cloud.calls("update")).toEqual([]);
  });
});
