import { describe, expect, test } from "vitest";
import { z } from "zod";
import { withDefaults } from "../../../provider/runtime/defaults.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";

const rule = z.object({ ip: z.string(), enabled: z.boolean().default(true) });
const schema = z.object({ rule: rule.optional(), rules: z.array(rule).optional(), type: z.string().default("white") });

describe("defaults", () => {
  test("are put in at any depth of objects and lists", () => {
    const filled = withDefaults(schema, { rule: { ip: "a" }, rules: [{ ip: "b" }, { ip: "c", enabled: false }] });

    expect(filled).toEqual({
      rule: { ip: "a", enabled: true },
      rules: [
        { ip: "b", enabled: true },
        { ip: "c", enabled: false },
      ],
      type: "white",
    });
  });

  test("make nothing of what is left out as a whole, of unknown values, and of values that are wrong", () => {
    const given = { rule: unknown, rules: [unknown, 7], type: null };

    expect(withDefaults(schema, given)).toEqual(given);
    expect(withDefaults(schema, {})).toEqual({ type: "white" });
  });

  test("change nothing that is complete", () => {
    const complete = { rule: { ip: "a", enabled: false }, type: "black" };

    expect(withDefaults(schema, complete)).toBe(complete);
  });
});
