import { afterEach, beforeEach, expect, it } from "vitest";
import { newWorld, type World } from "../../faults/world.ts";

const key = { token: "clickhouse:ApiKey", name: "builds", args: () => ({ roles: ["developer"] }) };

let world: World;
beforeEach(() => {
  world = newWorld("the secret of a key");
});
afterEach(() => world[Symbol.dispose]());

it("the secret of a new key is kept, but nowhere in clear", async () => {
  let secret = "not told";
  world.interfere({
    after({ operation }, answer) {
      const body = answer?.body as Answer | undefined;
      if (operation === "createApiKey" && body) secret = body.result.keySecret;
    },
  });
  const { errors, text } = await world.time.pass(() => world.stack.up([key]));
  const refreshed = await world.time.pass(() => world.stack.refresh());

  expect([...errors, ...refreshed.errors]).toEqual([]);
  expect(secret).toHaveLength(40);
  expect(text + refreshed.text + world.stack.kept()).not.toContain(secret);
  expect(world.stack.kept()).toContain("keySecret");
});

interface Answer {
  readonly result: { readonly keySecret: string };
}
