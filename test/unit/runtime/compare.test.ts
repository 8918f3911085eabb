import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { differences, isSameItem } from "../../../provider/runtime/compare.ts";
import { atCreation, canonical, fixed, unordered } from "../../../provider/runtime/traits.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { valuesOf } from "./arbitraries.ts";

const text = z.string();

function compared(schema: z.ZodType, wanted: unknown, live: unknown): string[] {
  return differences(schema, wanted, live, "it").map(({ kind, path }) => `${kind} ${path}`);
}

describe("a value", () => {
  it("differs when the cloud has another one, or none", () => {
    expect(compared(text, "a", "b")).toEqual(["update it"]);
    expect(compared(text, "a", undefined)).toEqual(["add it"]);
    expect(compared(z.boolean(), false, true)).toEqual(["update it"]);
  });

  it("does not differ when the program does not set it", () => {
    expect(compared(text.optional(), undefined, "b")).toEqual([]);
    expect(compared(text.nullable(), null, "b")).toEqual([]);
  });

  it("does not differ when the cloud spells it as text", () => {
    expect(compared(z.number(), 60, "60")).toEqual([]);
    expect(compared(z.boolean(), true, "true")).toEqual([]);
    expect(compared(text, "60", 60)).toEqual([]);
    expect(compared(z.number(), 60, "61")).toEqual(["update it"]);
  });

  it("does not differ when it is empty and the cloud leaves it out", () => {
    expect(compared(text, "", undefined)).toEqual([]);
    expect(compared(text, "", null)).toEqual([]);
    expect(compared(text, undefined, "")).toEqual([]);
  });

  it("does not differ when both have the same canonical form", () => {
    const anyCase = canonical(text, (value) => String(value).toLowerCase());

    expect(compared(anyCase, "North", "NORTH")).toEqual([]);
    expect(compared(anyCase.optional(), "North", "south")).toEqual(["update it"]);
    expect(compared(anyCase, "North", undefined)).toEqual(["add it"]);
  });

  it("differs when the cloud has an object or a list in its place", () => {
    expect(compared(text, "a", ["a"])).toEqual(["update it"]);
    expect(compared(text, "[object Object]", {})).toEqual(["update it"]);
    expect(compared(text, "a", { toString: 1 })).toEqual(["update it"]);
    expect(compared(z.unknown(), { a: [1] }, { a: [1] })).toEqual([]);
  });

  it("always differs while it is unknown", () => {
    const anyCase = canonical(text, (value) => String(value).toLowerCase());

    expect(compared(text, unknown, "a")).toEqual(["update it"]);
    expect(compared(text, unknown, undefined)).toEqual(["add it"]);
    expect(compared(z.object({ a: text }), unknown, { a: "a" })).toEqual(["update it"]);
    expect(compared(z.object({ a: text }), { a: unknown }, { a: "a" })).toEqual(["update it.a"]);
    expect(compared(unordered(z.array(text)), ["a", unknown], ["a", "b"])).toEqual(["add it[1]", "delete it[1]"]);
    expect(compared(anyCase, unknown, unknown)).toEqual(["update it"]);
  });

  it("that counts only at creation never differs", () => {
    expect(compared(atCreation(text).optional(), "a", "b")).toEqual([]);
    expect(compared(z.object({ seed: atCreation(text), name: text }), { seed: "a", name: "a" }, { name: "b" })).toEqual(
      ["update it.name"],
    );
  });
});

describe("an object", () => {
  const person = z.object({ name: text, address: z.object({ street: text.optional(), town: text }).optional() });

  it("differs only in what the program sets, at any depth", () => {
    const live = { name: "a", address: { street: "s", town: "t" }, strange: 1 };

    expect(compared(person, { name: "a" }, live)).toEqual([]);
    expect(compared(person, { name: "a", address: { town: "t" } }, live)).toEqual([]);
    expect(compared(person, { name: "b", address: { town: "u" } }, live)).toEqual([
      "update it.name",
      "update it.address.town",
    ]);
  });

  it("differs in each part when the cloud has none", () => {
    expect(compared(person, { name: "a", address: { town: "t" } }, undefined)).toEqual([
      "add it.name",
      "add it.address.town",
    ]);
  });

  it("says which differences are in a fixed part", () => {
    const schema = z.object({ host: fixed(z.object({ name: text })), port: z.number() });

    expect(differences(schema, { host: { name: "a" }, port: 1 }, { host: { name: "b" }, port: 2 }, "")).toEqual([
      { path: "host.name", kind: "update", fixed: true },
      { path: "port", kind: "update" },
    ]);
  });

  it("is compared as the member of a union that it is", () => {
    const source = z.union([
      z.object({ mysql: z.object({ host: text }) }),
      z.object({ kafka: z.object({ brokers: unordered(z.array(text)) }) }),
    ]);

    expect(compared(source, { kafka: { brokers: ["a", "b"] } }, { kafka: { brokers: ["b", "a"] } })).toEqual([]);
    expect(compared(source, { kafka: { brokers: ["a"] } }, { mysql: { host: "h" } })).toEqual([
      "add it.kafka.brokers[0]",
    ]);
  });
});

describe("a map", () => {
  const tags = z.record(text, text);

  it("differs in what is added, changed and taken out", () => {
    expect(
      compared(tags, { kept: "1", changed: "2", "new.key": "3" }, { kept: "1", changed: "0", "old.key": "4" }),
    ).toEqual(["update it.changed", 'add it["new.key"]', 'delete it["old.key"]']);
  });

  it("tells an empty value from none", () => {
    expect(compared(tags, { empty: "" }, {})).toEqual(["add it.empty"]);
    expect(compared(tags, { empty: "" }, { empty: null })).toEqual([]);
  });

  it("has keys that may be named like anything", () => {
    const odd = JSON.parse('{"__proto__": "1", "constructor": "2"}') as unknown;

    expect(compared(tags, odd, {})).toEqual(["add it.__proto__", "add it.constructor"]);
    expect(compared(tags, {}, odd)).toEqual(["delete it.__proto__", "delete it.constructor"]);
    expect(compared(tags, odd, odd)).toEqual([]);
  });
});

describe("a list", () => {
  const list = z.array(text);

  it("differs item by item", () => {
    expect(compared(list, ["a", "b", "c"], ["a", "x"])).toEqual(["update it[1]", "add it[2]"]);
    expect(compared(list, ["a"], ["a", "b", "c"])).toEqual(["delete it[1]", "delete it[2]"]);
    expect(compared(list, ["a"], undefined)).toEqual(["add it[0]"]);
    expect(compared(list, [], undefined)).toEqual([]);
  });

  it("differs when its order differs", () => {
    expect(compared(list, ["a", "b"], ["b", "a"])).toEqual(["update it[0]", "update it[1]"]);
  });

  it("tells an empty item from none", () => {
    expect(compared(list, ["a", ""], ["a"])).toEqual(["add it[1]"]);
  });
});

describe("a list without order", () => {
  const words = unordered(z.array(text));
  const rules = unordered(z.array(z.object({ source: text, remark: text.optional() })), "source");

  it("differs in the items that one side lacks", () => {
    expect(compared(words, ["a", "b", "c"], ["x", "c", "a"])).toEqual(["add it[1]", "delete it[0]"]);
  });

  it("counts how often an item is there", () => {
    expect(compared(words, ["a", "a"], ["a"])).toEqual(["add it[1]"]);
    expect(compared(words, ["a"], ["a", "a"])).toEqual(["delete it[1]"]);
  });

  it("differs within the item that has the same key", () => {
    const live = [
      { source: "b", remark: "two" },
      { source: "a", remark: "one" },
    ];

    expect(compared(rules, [{ source: "a", remark: "uno" }, { source: "b" }], live)).toEqual(["update it[0].remark"]);
  });

  it("gives each item its closest partner", () => {
    const live = [{ source: "a", remark: "one" }, { source: "a" }];

    expect(compared(rules, [{ source: "a" }, { source: "a", remark: "one" }], live)).toEqual([]);
  });

  it("is the same in any order", () => {
    const sets = fc.constantFrom(words, rules, unordered(z.array(z.number())), unordered(z.array(rules.element)));
    const shuffled = sets.chain((schema) =>
      (valuesOf(schema) as fc.Arbitrary<unknown[]>).chain((items) =>
        fc.tuple(fc.constant(schema), fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
      ),
    );

    fc.assert(
      fc.property(shuffled, ([schema, items, other]) => {
        expect(compared(schema, items, other)).toEqual([]);
      }),
    );
  });

  it("differs in the same items, whatever their order", () => {
    const letters = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 6 });
    const counted = (wanted: string[], live: string[]) =>
      compared(words, wanted, live)
        .map((difference) => difference.split(" ")[0])
        .sort();

    fc.assert(
      fc.property(letters, letters, (wanted, live) => {
        expect(counted(wanted, live)).toEqual(counted([...wanted].sort(), [...live].reverse()));
      }),
    );
  });

  it("knows an item again by its key, else by its whole value", () => {
    expect(isSameItem(rules.element, { by: "source" }, { source: "a", remark: "x" }, { source: "a" })).toBe(true);
    expect(isSameItem(rules.element, { by: "source" }, { source: "a" }, { source: "b" })).toBe(false);
    expect(isSameItem(z.number(), true, 1, "1")).toBe(true);
    expect(isSameItem(z.number(), true, 1, 2)).toBe(false);
  });
});

describe("every value", () => {
  const schema = z.object({
    name: text,
    size: z.number().optional(),
    tags: z.record(text, text),
    source: z.union([
      z.object({ mysql: z.object({ host: text }) }),
      z.object({ kafka: z.object({ topics: z.array(text) }) }),
    ]),
    rules: unordered(z.array(z.object({ source: text, on: z.boolean().optional() })), "source"),
  });

  it("equals itself", () => {
    fc.assert(
      fc.property(valuesOf(schema), (value) => {
        expect(compared(schema, value, value)).toEqual([]);
      }),
    );
  });

  it("equals its copy in which each number and switch is text", () => {
    const asText = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, part) =>
          typeof part === "number" || typeof part === "boolean" ? String(part) : part,
        ),
      );

    fc.assert(
      fc.property(valuesOf(schema), (value) => {
        expect(compared(schema, value, asText(value))).toEqual([]);
      }),
    );
  });

  it("is compared with whatever the cloud may send", () => {
    fc.assert(
      fc.property(valuesOf(schema), fc.jsonValue(), (value, live) => {
        expect(Array.isArray(compared(schema, value, live))).toBe(true);
      }),
    );
  });
});
