import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { autoname } from "../../../provider/runtime/autoname.ts";
import type { NameRule } from "../../../provider/runtime/traits.ts";

const rule: NameRule = { maxLength: 20, forbidden: "[^a-z0-9-]" };
const urn = (name: string, { stack = "dev", project = "shop" } = {}) =>
  `urn:pulumi:${stack}::${project}::pulumi-nodejs:dynamic/fake:Box::${name}`;

describe("a generated name", () => {
  it("is the logical name and 7 hex digits", () => {
    expect(autoname(urn("orders"), rule)).toMatch(/^orders-[0-9a-f]{7}$/);
  });

  it("is the same each time", () => {
    expect(autoname(urn("orders"), rule)).toBe(autoname(urn("orders"), rule));
  });

  it("differs between resources, stacks and projects", () => {
    const names = [
      autoname(urn("orders"), rule),
      autoname(urn("orders2"), rule),
      autoname(urn("orders", { stack: "prod" }), rule),
      autoname(urn("orders", { project: "bank" }), rule),
    ];

    expect(new Set(names).size).toBe(names.length);
  });

  it("keeps its hex digits when the logical name is too long", () => {
    expect(autoname(urn("orders-of-the-whole-year"), rule)).toMatch(/^orders-of-th-[0-9a-f]{7}$/);
  });

  it("leaves out what the cloud does not allow", () => {
    expect(autoname(urn("Österreichs orders::eu"), rule)).toMatch(/^sterreichsor-[0-9a-f]{7}$/);
  });

  it("begins with a letter where the cloud asks for one", () => {
    const letters = { ...rule, letterFirst: "db-" };

    expect(autoname(urn("1st"), letters)).toMatch(/^db-1st-[0-9a-f]{7}$/);
    expect(autoname(urn("first"), letters)).toMatch(/^first-[0-9a-f]{7}$/);
    expect(autoname(urn("訂單"), letters)).toMatch(/^db--[0-9a-f]{7}$/);
  });

  it("takes the separator that the cloud allows", () => {
    expect(autoname(urn("orders"), { ...rule, separator: "_" })).toMatch(/^orders_[0-9a-f]{7}$/);
  });

  it("is within the cloud's length and characters, whatever the logical name", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.integer({ min: 12, max: 60 }),
        fc.constantFrom(undefined, "db-"),
        (name, maxLength, letterFirst) => {
          const made = autoname(urn(name), { ...rule, maxLength, ...(letterFirst ? { letterFirst } : {}) });

          expect(made.length).toBeLessThanOrEqual(maxLength);
          expect(made).toMatch(/^[a-z0-9-]*-[0-9a-f]{7}$/);
          if (letterFirst) expect(made).toMatch(/^[a-z]/);
        },
      ),
    );
  });
});
