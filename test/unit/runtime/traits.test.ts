import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  fixed,
  open,
  option,
  secret,
  traitsOf,
  unordered,
  unwrap,
  writeOnly,
} from "../../../provider/runtime/traits.ts";

describe("the traits of a schema", () => {
  it("add up", () => {
    expect(traitsOf(secret(writeOnly(z.string())))).toEqual({ secret: true, writeOnly: true });
  });

  it("shine through what is wrapped around it", () => {
    expect(traitsOf(secret(z.string()).nullable().default("a").optional())).toEqual({ secret: true });
    expect(traitsOf(option(secret(z.string()).optional()))).toEqual({ secret: true, option: true });
  });

  it("stay when the schema gets a description", () => {
    expect(traitsOf(secret(z.string()).describe("A password."))).toEqual({ secret: true });
  });

  it("belong to one use of it", () => {
    const host = z.string();
    const fixedHost = fixed(host);

    expect(traitsOf(host)).toEqual({});
    expect(traitsOf(fixedHost)).toEqual({ fixed: true });
    expect(traitsOf(secret(host))).toEqual({ secret: true });
  });

  it("say by what the items of a list are told apart", () => {
    expect(traitsOf(unordered(z.array(z.string())))).toEqual({ unordered: true });
    expect(traitsOf(unordered(z.array(z.object({ id: z.string() })), "id"))).toEqual({ unordered: { by: "id" } });
  });
});

describe("a schema", () => {
  it("stands below optional, default and nullable", () => {
    const text = z.string();

    expect(unwrap(text.nullable().default("a").optional())).toBe(text);
    expect(unwrap(text)).toBe(text);
  });

  it("that the vendor may extend accepts any text", () => {
    const region = open(["north", "south"]);

    expect(region.safeParse("north").success).toBe(true);
    expect(region.safeParse("east").success).toBe(true);
    expect(region.safeParse(1).success).toBe(false);
    expect(z.toJSONSchema(region)).toMatchObject({ type: "string", examples: ["north", "south"] });
  });
});
