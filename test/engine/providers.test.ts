import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import { errorsOf, openShop, stepsOf } from "./fixture/shop.ts";

describe.each(engines)("the $name", (engine) => {
  it("gives each provider a process and a configuration of its own", async () => {
    await using shop = await openShop(
      engine,
      `const other = new pulumi.ProviderResource("pulumi-nodejs", "other", { "shop:color": "blue", "shop:key": pulumi.secret("s3cret") });
       new Thing("a");
       new Thing("b", {}, { provider: other });`,
      { config: { color: "red" } },
    );

    const up = await shop.stack.up();
    const destroyed = await shop.stack.destroy();

    expect(up.changes).toEqual({ create: 4 });
    const [a, b] = ["a", "b"].map((name) => shop.cloud.calls("create").find((call) => call.name === name));
    expect([a?.color, b?.color]).toEqual(["red", "blue"]);
    expect(a?.process).not.toBe(b?.process);
    expect(destroyed.ok).toBe(true);
    expect(
      shop.cloud
        .calls("delete")
        .map(({ name, color }) => `${name} ${color}`)
        .sort(),
    ).toEqual(["a red", "b blue"]);
  });

  it("updates a provider whose configuration changes, and leaves its resources alone", async () => {
    const program = (color: string) => `
      const provider = new pulumi.ProviderResource("pulumi-nodejs", "other", { "shop:color": "${color}" });
      new Thing("a", {}, { provider });`;
    await using shop = await openShop(engine, program("red"));
    await shop.stack.up();
    shop.write(program("blue"));

    const up = await shop.stack.up();

    expect(up.changes).toEqual({ same: 2, update: 1 });
    expect(stepsOf(up)).toEqual(["update other", "same a"]);
    expect(shop.cloud.calls("diff").at(-1)?.color).toBe("blue");
  });

  it("reads an existing object by its id, in previews too", async () => {
    await using shop = await openShop(engine, `new Thing("a", { size: 3 });`);
    await shop.stack.up();
    shop.cloud.forget();
    shop.write(
      `new Thing("a", { size: 3 });
       export const { size, label } = new Thing("seen", {}, { id: "thing-1" });`,
    );

    const preview = await shop.stack.preview();
    const up = await shop.stack.up();

    expect(preview.outputs).toEqual({ size: 3, label: "a!" });
    expect(stepsOf(up).sort()).toEqual(["read seen", "same a"]);
    expect(shop.cloud.calls("read")[0]).toMatchObject({ id: "thing-1", olds: { __provider: expect.any(String) } });
    expect(await shop.recorded("seen")).toMatchObject({ external: true, id: "thing-1" });
  });

  it("does not delete what it only looked at", async () => {
    await using shop = await openShop(engine, `new Thing("a"); new Thing("seen", {}, { id: "thing-1" });`);
    shop.cloud.change("thing-1", { name: "x" });
    await shop.stack.up();

    const destroyed = await shop.stack.destroy();

    expect(destroyed.ok).toBe(true);
    expect(shop.cloud.calls("delete")).toHaveLength(1);
  });

  it("takes an answer without an id for an object that exists when it looks one up", async () => {
    await using shop = await openShop(engine, `new Thing("seen", {}, { id: "nothing" });`);

    const up = await shop.stack.up();

    expect(up.ok).toBe(true);
  });

  it("cannot import what the plugin cannot read without a state", async () => {
    await using shop = await openShop(engine, `new Thing("a", {}, { import: "thing-1" });`);
    shop.cloud.change("thing-1", { name: "a" });

    const up = await shop.stack.up();

    expect(up.ok).toBe(false);
    expect(errorsOf(up).join()).toContain("code must be a string, not undefined");
  });
});
