import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineOf, within } from "../../../provider/runtime/outline.ts";

describe("the outline of inputs", () => {
  it("names what is set, at any depth of objects", () => {
    expect(outlineOf({ name: "a", tags: { team: "b" }, ports: [1, 2], source: { mysql: { host: "h" } } })).toEqual({
      name: true,
      tags: { team: true },
      ports: true,
      source: { mysql: { host: true } },
    });
  });

  it("holds no value", () => {
    const value = "hunter2-secret";
    const nested = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constant(value),
        fc.array(tie("node")),
        fc.dictionary(fc.string({ maxLength: 5 }), tie("node")),
      ),
    })).node;

    fc.assert(
      fc.property(nested, (inputs) => {
        expect(JSON.stringify(outlineOf(inputs))).not.toContain(value);
      }),
    );
  });

  it("finds in a state what was set", () => {
    const outline = outlineOf({ name: "a", source: { mysql: { host: "h" } } });
    const state = { name: "b", size: 3, source: { mysql: { host: "i", port: 3306 } } };

    expect(within(state, outline)).toEqual({ name: "b", source: { mysql: { host: "i" } } });
  });

  it("finds nothing where there is nothing any more", () => {
    expect(within({ size: 3 }, outlineOf({ name: "a", source: { mysql: {} } }))).toEqual({});
  });

  it("finds what has another form now", () => {
    expect(within({ source: "none", tags: { a: "1" } }, outlineOf({ source: { mysql: {} }, tags: "x" }))).toEqual({
      source: "none",
      tags: { a: "1" },
    });
  });

  it("finds all inputs in a state that is the inputs", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (inputs) => {
        expect(within(inputs, outlineOf(inputs))).toEqual(inputs);
      }),
    );
  });

  it("is missing in a state of an older version", () => {
    expect(within({ name: "a" }, undefined)).toBeUndefined();
  });
});
