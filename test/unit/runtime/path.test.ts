import { describe, expect, it } from "vitest";
import { at, entryOf, join, pick } from "../../../provider/runtime/path.ts";

describe("a path", () => {
  it.each([
    ["", "source", "source"],
    ["source", "kafka", "source.kafka"],
    ["tables", 0, "tables[0]"],
    ["tags", "a.b", 'tags["a.b"]'],
    ["tags", 'say "hi"', 'tags["say \\"hi\\""]'],
    ["tags", "[0]", 'tags["[0]"]'],
    ["tags", "", 'tags[""]'],
  ])("%j with the step %j is %s", (path, step, joined) => {
    expect(join(path, step)).toBe(joined);
  });

  it("leads to a value, or to nothing", () => {
    const inputs = { source: { kafka: { brokers: "one" } }, tags: null };

    expect(at(inputs, "source.kafka.brokers")).toBe("one");
    expect(at(inputs, "source.mysql.host")).toBeUndefined();
    expect(at(inputs, "tags.a")).toBeUndefined();
  });
});

describe("the entries that are picked", () => {
  it("are those that are named and have a value", () => {
    expect(pick({ a: 1, b: undefined, c: null, d: 4 }, ["a", "b", "c", "e"])).toEqual({ a: 1, c: null });
  });

  it("are the record's own ones, whatever their names", () => {
    const record = JSON.parse('{"__proto__": "mine", "a": 1}') as Record<string, unknown>;

    expect(pick({ a: 1 }, ["toString", "constructor"])).toEqual({});
    expect(Object.entries(pick(record, ["__proto__"]))).toEqual([["__proto__", "mine"]]);
  });
});

describe("an entry of a table", () => {
  it("is none that every object has", () => {
    const storages: Record<string, string[]> = { IAM_ROLE: ["s3"] };

    expect(entryOf(storages, "IAM_ROLE")).toEqual(["s3"]);
    for (const name of ["constructor", "toString", "__proto__", ""]) expect(entryOf(storages, name)).toBeUndefined();
  });
});
