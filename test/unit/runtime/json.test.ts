import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json } from "../../../provider/runtime/json.ts";
import { isJson } from "./arbitraries.ts";

describe("what goes to Pulumi", () => {
  it("holds nothing that its protocol cannot carry", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
    });
    const oddities = fc.constantFrom(undefined, () => 1, Symbol("odd"), 10n, Number.NaN, Number.POSITIVE_INFINITY, -0);

    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(anything, oddities)), (value) => {
        expect(isJson(json(value))).toBe(true);
      }),
    );
  });

  it("is unchanged when it is JSON already", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(JSON.stringify(json(value))).toBe(JSON.stringify(value));
      }),
    );
  });

  it("shows a number that is too large for JSON as text", () => {
    expect(json({ size: 9_007_199_254_740_993n })).toEqual({ size: "9007199254740993" });
  });
});
