import { expect, it } from "vitest";
import { remembered } from "../../../provider/http/remembered.ts";

it("makes a thing once for each key", () => {
  const thing = remembered((key) => ({ key }));

  expect(thing("a")).toBe(thing("a"));
  expect(thing("b")).not.toBe(thing("a"));
});

it("makes anew what could not be made", async () => {
  let tries = 0;
  const thing = remembered(async () => {
    if (++tries === 1) throw new Error("not yet");
    return tries;
  });

  await expect(thing("a")).rejects.toThrow("not yet");

  await expect(thing("a")).resolves.toBe(2);
});
