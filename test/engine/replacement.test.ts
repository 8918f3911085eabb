import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import { errorsOf, openShop, stepsOf, urnOf } from "./fixture/shop.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const work = ["create", "update", "delete"];

describe.each(engines)("the $name", (engine) => {
  it("creates the replacement first, with defaults of its own, and deletes the original last", async () => {
    await using shop = await openShop(engine, `new Thing("a", { name: "red", size: 5 });`);
    await shop.stack.up();
    shop.cloud.forget();
    shop.write(`new Thing("a", { name: "blue" });`);

    const up = await shop.stack.up();

    expect(up.changes).toEqual({ same: 1, replace: 1 });
    expect(stepsOf(up)).toEqual(["create-replacement a", "replace a", "delete-replaced a"]);
    expect(up.steps.find(({ op }) => op === "replace")?.replaceKeys).toEqual(["name"]);
    expect(shop.cloud.calls("check").map(({ olds }) => olds?.name)).toEqual(["red", undefined]);
    expect(shop.cloud.calls().flatMap(({ method }) => (work.includes(method) ? [method] : []))).toEqual([
      "create",
      "delete",
    ]);
    expect(shop.cloud.things()).toMatchObject({ "thing-2": { name: "blue", size: 1 } });
    expect(await shop.recorded("a")).toMatchObject({ id: "thing-2" });
  });

  it("deletes first where the provider says so, with the dependants that would be replaced", async () => {
    const program = (name: string) => `
      const a = new Thing("a", { name: "${name}", exclusive: true });
      new Thing("b", { owner: a.id });
      new Thing("c", { note: a.id });`;
    await using shop = await openShop(engine, program("red"));
    await shop.stack.up();
    shop.cloud.forget();
    shop.write(program("blue"));

    const preview = await shop.stack.preview();
    const asked = shop.cloud.calls("diff").find(({ name }) => name === "b");
    shop.cloud.forget();
    const up = await shop.stack.up();

    expect(asked?.news?.owner).toBe(unknown);
    expect(stepsOf(preview)).toEqual([
      "delete-replaced b",
      "delete-replaced a",
      "replace a",
      "create-replacement a",
      "replace b",
      "create-replacement b",
      "update c",
    ]);
    expect(up.changes).toEqual({ same: 1, replace: 2, update: 1 });
    const done = shop.cloud.calls().filter(({ method }) => work.includes(method));
    expect(done.slice(0, 3).map(({ method, name }) => `${method} ${name}`)).toEqual([
      "delete b",
      "delete red",
      "create blue",
    ]);
    expect(shop.cloud.things()).toMatchObject({ "thing-5": { owner: "thing-4" } });
  });

  it("deletes first where the program says so", async () => {
    await using shop = await openShop(engine, `new Thing("a", { name: "red" }, { deleteBeforeReplace: true });`);
    await shop.stack.up();
    shop.write(`new Thing("a", { name: "blue" }, { deleteBeforeReplace: true });`);

    const preview = await shop.stack.preview();

    expect(stepsOf(preview)).toEqual(["delete-replaced a", "replace a", "create-replacement a"]);
  });

  it("creates again what was deleted for a replacement that failed", async () => {
    await using shop = await openShop(engine, `new Thing("a", { name: "red", exclusive: true });`);
    await shop.stack.up();
    shop.write(`new Thing("a", { name: "blue", exclusive: true });`);
    shop.cloud.fail({ "create blue": { message: "no room" } });

    const failed = await shop.stack.up();
    const between = await shop.recorded("a");
    shop.cloud.fail({});
    const healed = await shop.stack.up();

    expect(failed.ok).toBe(false);
    expect(between).toMatchObject({ id: "thing-1", pendingReplacement: true });
    expect(healed).toMatchObject({ ok: true, changes: { same: 1, replace: 1 } });
    expect(shop.cloud.things()).toMatchObject({ "thing-2": { name: "blue" } });
    expect(Object.keys(shop.cloud.things())).toHaveLength(1);
  });

  it("replaces on changes that the program names, if the diff is known in detail", async () => {
    const program = (size: number) => `
      new Thing("told", { engineDiffs: true, size: ${size} }, { replaceOnChanges: ["size"] });
      new Thing("vague", { size: ${size} }, { replaceOnChanges: ["size"] });`;
    await using shop = await openShop(engine, program(1));
    await shop.stack.up();
    shop.write(program(2));

    const preview = await shop.stack.preview();

    expect(preview.changes).toEqual({ same: 1, replace: 1, update: 1 });
    expect(preview.steps.find(({ op }) => op === "replace")?.name).toBe("told");
  });

  it("replaces what it is told to, without asking for a diff", async () => {
    await using shop = await openShop(engine, `new Thing("a");`);
    await shop.stack.up();
    shop.cloud.forget();

    const up = await shop.stack.up({ replace: [urnOf("a")] });

    expect(up.changes).toEqual({ same: 1, replace: 1 });
    expect(shop.cloud.calls("diff")).toEqual([]);
    expect(shop.cloud.calls("check").map(({ olds }) => olds)).toEqual([{}]);
    expect(Object.keys(shop.cloud.things())).toEqual(["thing-2"]);
  });

  it("refuses to replace or destroy what is protected, until it no longer is", async () => {
    await using shop = await openShop(engine, `new Thing("a", { name: "red" }, { protect: true });`);
    await shop.stack.up();
    shop.write(`new Thing("a", { name: "blue" }, { protect: true });`);
    shop.cloud.forget();

    const preview = await shop.stack.preview();
    const up = await shop.stack.up();
    const kept = await shop.stack.destroy();
    await shop.stack.unprotect(urnOf("a"));
    const destroyed = await shop.stack.destroy();

    expect(preview.ok).toBe(false);
    expect(stepsOf(preview)).toContain("replace a");
    expect(errorsOf(preview).join()).toContain("unable to replace resource");
    expect(up.ok).toBe(false);
    expect(kept.ok).toBe(false);
    expect(errorsOf(kept).join()).toContain("cannot be deleted");
    expect(shop.cloud.calls("create")).toEqual([]);
    expect(destroyed.ok).toBe(true);
    expect(shop.cloud.things()).toEqual({});
  });

  it("replaces what was deleted with a replaced resource", async () => {
    const program = (name: string) => `
      const a = new Thing("a", { name: "${name}", exclusive: true });
      new Thing("b", {}, { deletedWith: a });`;
    await using shop = await openShop(engine, program("red"));
    await shop.stack.up();
    shop.write(program("blue"));

    const up = await shop.stack.up();

    expect(up.changes).toEqual({ same: 1, replace: 2 });
    expect(shop.cloud.calls("delete").map(({ name }) => name)).toEqual(["red"]);
  });
});
