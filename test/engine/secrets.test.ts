import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import { openShop } from "./fixture/shop.ts";

const signature = "4dabf18193072939515e22adb298388d";
const sealed = { [signature]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: expect.stringMatching(/^v1:/) };

describe.each(engines)("the $name", (engine) => {
  it("keeps a secret where the input of the same path is one, and as a whole in an array", async () => {
    await using shop = await openShop(
      engine,
      `new Thing("a", {
         source: { mysql: { user: "reader", password: pulumi.secret("nested-secret") } },
         list: ["plain", pulumi.secret("listed-secret")],
         top: pulumi.secret("top-secret"),
         code: "named-secret",
       }, { additionalSecretOutputs: ["code"] });`,
    );

    await shop.stack.up();

    const recorded = await shop.recorded("a");
    const expected = { source: { mysql: { user: "reader", password: sealed } }, list: sealed, top: sealed };
    expect(recorded).toMatchObject({
      inputs: { ...expected, code: "named-secret" },
      outputs: { ...expected, code: sealed },
    });
    expect(JSON.stringify(await shop.stack.export())).not.toMatch(/nested-secret|listed-secret|top-secret/);
  });

  it("gives the provider secrets in clear, and shows nobody else any", async () => {
    await using shop = await openShop(
      engine,
      `export const password = new Thing("a", { password: pulumi.secret("tops3cret") }).id.apply(() => pulumi.secret("tops3cret"));`,
      { config: { token: { secret: "c0nfig" } } },
    );

    const preview = await shop.stack.preview();
    const up = await shop.stack.up();
    shop.write(`new Thing("a", { password: pulumi.secret("0thers3cret") });`);
    const changed = await shop.stack.up();

    expect(shop.cloud.calls("create")[0]?.news).toMatchObject({ password: "tops3cret" });
    expect(up.outputs).toEqual({ password: "tops3cret" });
    expect(preview.text + up.text + changed.text).not.toMatch(/s3cret|c0nfig/);
    expect(JSON.stringify(await shop.stack.export())).not.toMatch(/s3cret|c0nfig/);
  });

  it("goes on with a state that was exported and imported", async () => {
    await using shop = await openShop(engine, `new Thing("a", { password: pulumi.secret("tops3cret") });`);
    await shop.stack.up();
    const state = await shop.stack.export();
    await shop.stack.destroy();

    await shop.stack.import(state);
    const preview = await shop.stack.preview();

    expect(preview.changes).toEqual({ same: 2 });
    expect(shop.cloud.calls("diff").at(-1)?.olds).toMatchObject({ password: "tops3cret" });
  });
});
