import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { member } from "../../../provider/runtime/member.ts";

const mysql = z.object({ mysql: z.object({ host: z.string() }) });
const kafka = z.object({ kafka: z.object({ brokers: z.string() }) });
const sources = z.union([mysql, kafka]);

describe("the member of a union that a value is meant to be", () => {
  it("is the one that it fits", () => {
    expect(member(sources, { kafka: { brokers: "one" } })).toBe(kafka);
  });

  it("is the one that knows its keys, though something in it is wrong", () => {
    expect(member(sources, { kafka: {} })).toBe(kafka);
    expect(member(sources, { kafka: "one" })).toBe(kafka);
  });

  it("is told by a tag", () => {
    const monthly = z.object({ mode: z.literal("prePaid"), months: z.number() });
    const hourly = z.object({ mode: z.literal("postPaid") });

    expect(member(z.union([hourly, monthly]), { mode: "prePaid" })).toBe(monthly);
    expect(member(z.discriminatedUnion("mode", [monthly, hourly]), { mode: "postPaid", months: 2 })).toBe(hourly);
  });

  it("is told by its type", () => {
    const [text, count, list] = [z.string(), z.number(), z.array(z.string())];
    const loose = z.union([mysql, text, count, list]);

    expect(member(loose, "one")).toBe(text);
    expect(member(loose, 1)).toBe(count);
    expect(member(loose, ["one"])).toBe(list);
  });

  it("is found in unions of unions and below optional", () => {
    const number = z.number();

    expect(member(z.union([z.string(), z.union([number, sources])]).optional(), 1)).toBe(number);
    expect(member(z.union([z.string(), sources]).optional(), { mysql: { host: "h" } })).toBe(mysql);
  });

  it("is the schema itself where there is no union", () => {
    expect(member(mysql.optional(), { kafka: 1 })).toBe(mysql);
  });

  it("is found for whatever value there is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect([mysql, kafka]).toContain(member(sources, value));
      }),
    );
  });
});
