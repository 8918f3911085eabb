import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Rule, Shape } from "../../../provider/runtime/resource.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { inputShape, problems } from "../../../provider/runtime/validate.ts";
import { alteredIn, inputsOf, partlyUnknown } from "./arbitraries.ts";
import { boxDefinition, fakeCloud } from "./fake-cloud.ts";

type Inputs = Record<string, unknown>;

const box = boxDefinition(fakeCloud());

/** What is wrong with the inputs of a kind with this one part. */
function found(shape: Shape, inputs: Inputs, rules: readonly Rule<Inputs>[] = []): string[] {
  const kind = { token: "fake:Kind", inputs: shape, rules: rules as never, aspects: [] };
  return problems(kind, inputs).map(({ path, message }) => `${path}: ${message}`);
}

describe("what is wrong with inputs", () => {
  it("is told all at once, each with its path", () => {
    const inputs = {
      size: 200,
      name: "a-name-that-is-much-too-long",
      access: [{ source: "a" }, { remark: "b" }],
      tags: { team: 5 },
      source: { kafka: { broker: "one" } },
      colour: "red",
    };

    expect(problems(box, inputs)).toEqual([
      { path: "region", message: "is required" },
      { path: "size", message: "must be at most 100" },
      { path: "name", message: "must have at most 20 characters" },
      { path: "access[1].source", message: "is required" },
      { path: "tags.team", message: "must be a string" },
      { path: "source.kafka.brokers", message: "is required" },
      { path: "source.kafka.broker", message: "there is no such property" },
      { path: "colour", message: "there is no such property" },
    ]);
  });

  it("is nothing when all is right", () => {
    expect(problems(box, { region: "north", name: "one", source: { kafka: { brokers: "one" } } })).toEqual([]);
  });

  it.each<[string, z.ZodType, unknown, string]>([
    ["a text that is a number", z.string(), 5, "must be a string"],
    ["a number that is a text", z.number(), "5", "must be a number"],
    ["a part of a number", z.int(), 1.5, "must be a whole number"],
    ["a list that is none", z.array(z.string()), "a", "must be a list"],
    ["a map that is none", z.record(z.string(), z.string()), ["a"], "must be a map"],
    ["an object that is none", z.object({}), 5, "must be an object"],
    ["what is not offered", z.enum(["a", "b"]), "c", 'must be one of "a", "b"'],
    ["what is not the one value", z.literal("a"), "c", 'must be one of "a"'],
    ["too short a text", z.string().min(8), "short", "must have at least 8 characters"],
    ["no text at all", z.string().min(1), "", "must have at least 1 character"],
    ["too short a list", z.array(z.string()).min(1), [], "must have at least 1 item"],
    ["too small a number", z.number().min(3), 2, "must be at least 3"],
    ["a number on the edge", z.number().gt(3), 3, "must be more than 3"],
    ["a number on the other edge", z.number().lt(3), 3, "must be less than 3"],
    ["a number between steps", z.number().multipleOf(4), 6, "must be a multiple of 4"],
    ["a wrong form", z.string().regex(/^a/, "must begin with an a"), "b", "must begin with an a"],
    ["what is no value", z.string().optional(), null, "must be a string"],
  ])("is said in plain words: %s", (_, schema, value, message) => {
    expect(found({ it: schema }, { it: value })).toEqual([`it: ${message}`]);
  });

  it("is said of the member of a union that is meant", () => {
    const charge = z.union([
      z.strictObject({ mode: z.literal("postPaid") }),
      z.strictObject({ mode: z.literal("prePaid"), months: z.number() }),
    ]);

    expect(found({ charge }, { charge: { mode: "prePaid" } })).toEqual(["charge.months: is required"]);
    expect(found({ charge }, { charge: { mode: "postPaid", months: 1 } })).toEqual([
      "charge.months: there is no such property",
    ]);
    expect(problems(box, { region: "north", source: { mysql: { port: "x" } } }).map(({ path }) => path)).toEqual([
      "source.mysql.host",
      "source.mysql.port",
      "source.mysql.credentials",
    ]);
  });

  it("is said of a property that does not exist, at any depth", () => {
    const inner = z.object({ a: z.string().optional() });
    const shape = {
      list: z.array(inner).optional(),
      map: z.record(z.string(), inner).optional(),
      strict: z.strictObject({}).optional(),
    };

    expect(found(shape, { list: [{ a: "1" }, { b: 1 }], map: { "x.y": { c: 1 } }, strict: { d: 1 } })).toEqual([
      "strict.d: there is no such property",
      "list[1].b: there is no such property",
      'map["x.y"].c: there is no such property',
    ]);
  });

  it("is not said of a property that has no value, or of objects that accept more", () => {
    expect(found({ open: z.looseObject({}) }, { open: { more: 1 }, none: undefined })).toEqual([]);
  });

  it("is not hidden by names that every object has", () => {
    expect(found({}, { constructor: 1, toString: 2 })).toEqual([
      "constructor: there is no such property",
      "toString: there is no such property",
    ]);
  });

  it("never shows a value", () => {
    const secret = "hunter2-secret";
    const wrong = inputsOf(box).chain((inputs) => alteredIn(inputs, fc.constantFrom(secret, [secret], { secret })));

    fc.assert(
      fc.property(wrong, (inputs) => {
        expect(JSON.stringify(problems(box, inputs).map(({ message }) => message))).not.toContain(secret);
      }),
    );
  });
});

describe("unknown values", () => {
  it("are accepted in every place of inputs that are right", () => {
    const unknowns = inputsOf(box)
      .filter((inputs) => problems(box, inputs).length === 0)
      .chain(partlyUnknown);

    fc.assert(
      fc.property(unknowns, (inputs) => {
        expect(problems(box, inputs)).toEqual([]);
      }),
    );
  });

  it("do not hide what is wrong beside them", () => {
    expect(problems(box, { region: unknown, size: 0, access: [unknown, { remark: unknown }] })).toEqual([
      { path: "size", message: "must be at least 1" },
      { path: "access[1].source", message: "is required" },
    ]);
  });

  it("in a list or map put its own checks off", () => {
    const few = z.record(z.string(), z.string()).refine((map) => Object.keys(map).length <= 1, "must have one entry");

    expect(found({ few }, { few: { a: "1", b: "2" } })).toEqual(["few: must have one entry"]);
    expect(found({ few }, { few: { a: "1", b: unknown } })).toEqual([]);
  });

  it("may decide which member of a union is meant", () => {
    const charge = z.union([
      z.strictObject({ mode: z.literal("a") }),
      z.strictObject({ mode: z.literal("b"), months: z.number() }),
    ]);

    expect(found({ charge }, { charge: { mode: unknown, months: 1 } })).toEqual([]);
    expect(found({ charge }, { charge: unknown })).toEqual([]);
  });
});

describe("a rule between inputs", () => {
  const shape = { range: z.object({ from: z.number(), to: z.number() }).optional(), name: z.string().optional() };
  const ascending: Rule<Inputs> = {
    of: ["range.from", "range.to"],
    refuse: ({ range }) => {
      const { from, to } = (range ?? { from: 0, to: 0 }) as { from: number; to: number };
      return from > to ? "must not be more than range.to" : undefined;
    },
  };

  it("is told at the first path that it names", () => {
    expect(found(shape, { range: { from: 2, to: 1 } }, [ascending])).toEqual([
      "range.from: must not be more than range.to",
    ]);
    expect(found(shape, { range: { from: 1, to: 2 } }, [ascending])).toEqual([]);
    expect(found(shape, {}, [ascending])).toEqual([]);
  });

  it("is told together with what is wrong elsewhere", () => {
    expect(found(shape, { range: { from: 2, to: 1 }, name: 5 }, [ascending])).toEqual([
      "name: must be a string",
      "range.from: must not be more than range.to",
    ]);
  });

  it.each([
    ["a value", { range: { from: unknown, to: 1 } }],
    ["what is around it", { range: unknown }],
  ])("is skipped while %s that it names is unknown", (_, inputs) => {
    const strict: Rule<Inputs> = { of: ascending.of, refuse: () => "must not be asked" };

    expect(found(shape, inputs, [strict])).toEqual([]);
  });

  it("is skipped while a part of what it names is unknown", () => {
    const strict: Rule<Inputs> = { of: ["range"], refuse: () => "must not be asked" };

    expect(found(shape, { range: { from: unknown, to: 1 } }, [strict])).toEqual([]);
  });

  it("is skipped where what it names is wrong already", () => {
    const strict: Rule<Inputs> = { of: ascending.of, refuse: () => "must not be asked" };

    expect(found(shape, { range: { from: "2", to: 1 } }, [strict])).toEqual(["range.from: must be a number"]);
    expect(found(shape, { range: "2" }, [strict])).toEqual(["range: must be an object"]);
  });

  it("is asked though something that it does not name is unknown", () => {
    expect(found(shape, { range: { from: 2, to: 1 }, name: unknown }, [ascending])).toHaveLength(1);
  });

  it("may belong to an aspect", () => {
    const aspect = { inputs: { size: z.number() }, rules: [{ of: ["size"], refuse: () => "is refused" }] };
    const kind = { token: "fake:Kind", inputs: {}, aspects: [aspect] };

    expect(problems(kind as never, { size: 1 })).toEqual([{ path: "size", message: "is refused" }]);
  });
});

describe("the inputs of a kind", () => {
  it("are its own, those of its aspects, and adopt", () => {
    expect(Object.keys(inputShape(box))).toEqual(expect.arrayContaining(["region", "name", "tags", "adopt"]));
    expect(problems(box, { region: "north", adopt: "" })).toEqual([
      { path: "adopt", message: "must have at least 1 character" },
    ]);
  });
});
