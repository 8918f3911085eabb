import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definitionOf, tokens } from "../../../provider/definitions.ts";
import { check } from "../../../provider/runtime/check.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { traitsOf } from "../../../provider/runtime/traits.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { inputShape } from "../../../provider/runtime/validate.ts";
import { alteredIn, inputsOf, isJson, partlyUnknown } from "./arbitraries.ts";
import { newUrn } from "./resource-of.ts";

type Inputs = Record<string, unknown>;

describe.each(tokens)("a %s", async (token) => {
  const kind = (await definitionOf(token)) as unknown as Definition<unknown>;
  const urn = newUrn();
  const checked = (news: Inputs, olds: Inputs = {}) => check(kind, olds, news, urn);

  // Rules between inputs may refuse them: what is said here holds all the same.
  const inputs = inputsOf(kind);
  const wild = inputs.chain((some) => alteredIn(some, fc.oneof(fc.jsonValue(), fc.constant(unknown))));
  const told = (some: Inputs) => checked(some).problems.map(({ path, message }) => `${path}: ${message}`);
  const numRuns = 10;

  it("is checked whatever the program says, with JSON and words for an answer", () => {
    fc.assert(
      fc.property(wild, wild, (olds, news) => {
        const { inputs, problems, warnings } = checked(news, olds);

        expect(isJson(inputs)).toBe(true);
        for (const { path } of problems) expect(path).not.toBe("");
        for (const text of [...told(news), ...warnings]) expect(text).not.toMatch(/\[object|NaN/);
      }),
      { numRuns },
    );
  });

  it("is not wrong because values are unknown yet, in whatever place", () => {
    const pairs = inputs.chain((some) => partlyUnknown(some).map((partly) => ({ some, partly })));

    fc.assert(
      fc.property(pairs, ({ some, partly }) => {
        expect(told(some)).toEqual(expect.arrayContaining(told(partly)));
      }),
      { numRuns },
    );
  });

  it("has inputs that a second check leaves as they are", () => {
    fc.assert(
      fc.property(inputs, (some) => {
        const { inputs: once } = checked(some);

        expect(checked(once).inputs).toEqual(once);
        expect(checked(once, once).inputs).toEqual(once);
      }),
      { numRuns },
    );
  });

  it("shows no change when the state has what the program sets", () => {
    fc.assert(
      fc.property(inputs, (some) => {
        const { inputs: once } = checked(some);

        expect(diff(kind, once, once)).toEqual({ changes: false, details: [], replaces: [], notices: [] });
      }),
      { numRuns },
    );
  });

  it("is compared with whatever state there is", () => {
    fc.assert(
      fc.property(wild, wild, (state, some) => {
        for (const notice of diff(kind, state, some).notices) expect(notice).not.toMatch(/\[object|NaN/);
      }),
      { numRuns },
    );
  });

  const named = Object.entries(inputShape(kind)).filter(([, schema]) => traitsOf(schema).autonamed);

  it.each(named)("gets a %s that its cloud accepts, whatever the logical name", (key) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (logicalName) => {
        const { inputs: made, problems } = check(kind, {}, {}, newUrn(logicalName));

        expect(made[key]).toMatch(/[0-9a-f]{7}$/);
        expect(problems.filter(({ path }) => path === key)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
