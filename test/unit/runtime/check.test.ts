import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { check, generatedKey, urnKey } from "../../../provider/runtime/check.ts";
import { autonamed } from "../../../provider/runtime/traits.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { alteredIn, inputsOf, isJson, partlyUnknown } from "./arbitraries.ts";
import { boxDefinition, fakeCloud } from "./fake-cloud.ts";
import { newUrn, providerText } from "./resource-of.ts";

type Inputs = Record<string, unknown>;

const box = boxDefinition(fakeCloud());
const urn = newUrn();
const made = expect.stringMatching(/^box-[0-9a-f]{7}$/);

const checked = (news: Inputs, olds: Inputs = {}) => check(box, olds, news, urn);
/** What a second run sends as the old inputs. */
const recorded = (news: Inputs, olds: Inputs = {}) => checked(news, olds).inputs;

describe("checked inputs", () => {
  it("have the defaults of what is not set", () => {
    expect(recorded({ region: "north", name: "one" })).toEqual({ region: "north", name: "one", level: 1 });
    expect(recorded({ region: "north", name: "one", level: 5 })).toEqual({ region: "north", name: "one", level: 5 });
  });

  it("keep the text that makes the provider, and nothing of the way that the URN took", () => {
    const inputs = recorded({ region: "north", name: "one", [urnKey]: urn, __provider: providerText });

    expect(inputs).toEqual({ region: "north", name: "one", level: 1, __provider: providerText });
  });

  it("come with all that is wrong with them", () => {
    const { inputs, problems } = checked({ region: "west", size: 0, colour: "red" });

    expect(problems.map(({ path }) => path)).toEqual(["region", "size", "colour"]);
    expect(inputs).toMatchObject({ region: "west", size: 0, colour: "red" });
  });

  it("are checked with their defaults", () => {
    expect(checked({ region: "north", size: 3, level: 5 }).problems).toEqual([
      { path: "level", message: "must not be more than size" },
    ]);
  });
});

describe("a generated name", () => {
  const first = recorded({ region: "north" });

  it("is the logical name and 7 hex digits", () => {
    expect(first).toEqual({ region: "north", level: 1, name: made, [generatedKey]: { name: made } });
  });

  it("is the same in the preview and in the update", () => {
    expect(recorded({ region: "north" })).toEqual(first);
  });

  it("is kept across updates", () => {
    const second = recorded({ region: "north", level: 2 }, first);

    expect(second).toEqual({ ...first, level: 2 });
    expect(recorded({ region: "north", level: 3 }, second)).toEqual({ ...first, level: 3 });
  });

  it("is kept when the resource is renamed by an alias", () => {
    const other = check(box, first, { region: "north" }, newUrn("other"));

    expect(other.inputs.name).toBe(first.name);
  });

  it("heals a change by hand, which a refresh records as the input", () => {
    const refreshed = { ...first, name: "by-hand" };

    expect(recorded({ region: "north" }, refreshed)).toEqual(first);
  });

  it("gives way to a name that the program sets, and is not made again for it", () => {
    const named = recorded({ region: "north", name: "mine" }, first);

    expect(named).toEqual({ region: "north", level: 1, name: "mine" });
    expect(recorded({ region: "north" }, named)).toEqual(named);
  });

  it("is not made for what is adopted, neither now nor when adopt is taken out", () => {
    const adopted = recorded({ region: "north", adopt: "box-1" });
    const later = recorded({ region: "north" }, adopted);

    expect(adopted).toEqual({ region: "north", level: 1, adopt: "box-1" });
    expect(later).toEqual({ region: "north", level: 1 });
  });

  it("is not made where the URN is not known", () => {
    expect(check(box, {}, { region: "north" }, undefined).inputs).toEqual({ region: "north", level: 1 });
  });

  it("is within the cloud's length and characters", () => {
    const { inputs, problems } = check(box, {}, { region: "north" }, newUrn("Ünïcode and a name that is far too long"));

    expect(problems).toEqual([]);
    expect(inputs.name).toMatch(/^[a-z0-9-]{12}-[0-9a-f]{7}$/);
  });
});

describe("an input that is taken out", () => {
  const named = { region: "north", name: "one" };

  it("goes back to the default that the vendor documents", () => {
    const { inputs, warnings } = checked(named, recorded({ ...named, remark: "for now" }));

    expect(inputs).toMatchObject({ remark: "" });
    expect(warnings).toEqual([]);
  });

  it("goes back to its own default", () => {
    expect(recorded(named, recorded({ ...named, level: 5 }))).toMatchObject({ level: 1 });
  });

  it("is left as it is where there is no way back, and the user is told", () => {
    const { inputs, warnings } = checked(named, recorded({ ...named, tags: { team: "a" }, ports: [1] }));

    expect(inputs).not.toHaveProperty("tags");
    expect(warnings).toEqual([
      '"ports" is not set any more: it stays as it is in the cloud.',
      '"tags" is not set any more: it stays as it is in the cloud.',
    ]);
  });

  it("is told of once", () => {
    const second = recorded(named, recorded({ ...named, tags: { team: "a" } }));

    expect(checked(named, second).warnings).toEqual([]);
  });

  it("goes without a word where the cloud has nothing of it", () => {
    const { warnings } = checked(
      named,
      recorded({ ...named, seed: "a", patience: "low", password: "long-enough", adopt: "b" }),
    );

    expect(warnings).toEqual([]);
  });

  it("that was never set is not set to its fallback", () => {
    expect(recorded(named)).not.toHaveProperty("remark");
    expect(recorded(named, recorded(named))).not.toHaveProperty("remark");
  });

  it("that was unknown until now says nothing", () => {
    expect(checked(named, recorded({ ...named, tags: { team: unknown } })).warnings).toEqual([]);
  });
});

describe("the notice of a creation", () => {
  const costly = { ...box, notice: ({ size = 0 }: Inputs) => (Number(size) > 50 ? "costs a lot" : undefined) };
  const warnings = (news: Inputs, olds: Inputs = {}) => check(costly, olds, news, urn).warnings;
  const large = { region: "north", size: 90 };

  it("is said when the object is about to be created", () => {
    expect(warnings(large)).toEqual(["costs a lot"]);
    expect(warnings({ region: "north", size: 10 })).toEqual([]);
  });

  it("is not said of an object that exists or is adopted", () => {
    expect(warnings(large, recorded(large))).toEqual([]);
    expect(warnings({ ...large, adopt: "box-1" })).toEqual([]);
  });

  it("is not asked for while inputs are wrong or unknown", () => {
    expect(warnings({ ...large, name: unknown })).toEqual([]);
    expect(warnings({ ...large, colour: "red" })).toEqual([]);
  });
});

describe("check", () => {
  const steps = fc.tuple(inputsOf(box), inputsOf(box));

  it("of what it has checked changes nothing", () => {
    fc.assert(
      fc.property(steps, ([olds, news]) => {
        const once = recorded(news, recorded(olds));

        expect(recorded(once, recorded(olds))).toEqual(once);
        expect(recorded(once, once)).toEqual(once);
      }),
    );
  });

  it("accepts unknown values in every place", () => {
    const right = inputsOf(box).filter((inputs) => checked(inputs).problems.length === 0);

    fc.assert(
      fc.property(right.chain(partlyUnknown), right, (news, olds) => {
        expect(checked(news, recorded(olds)).problems).toEqual([]);
        expect(checked(news).problems).toEqual([]);
      }),
    );
  });

  it("answers whatever it is given", () => {
    const wild = fc.oneof(
      inputsOf(box).chain((inputs) => alteredIn(inputs, fc.jsonValue())),
      fc.dictionary(
        fc.constantFrom(...Object.keys(recorded({ region: "north" })), "tags", "source", "__proto__"),
        fc.jsonValue(),
        { noNullPrototype: true },
      ),
    );

    fc.assert(
      fc.property(wild, wild, (olds, news) => {
        const { inputs, problems, warnings } = checked(news, olds);

        expect(isJson(inputs)).toBe(true);
        expect(isJson([...problems.map((problem) => ({ ...problem })), ...warnings])).toBe(true);
      }),
    );
  });

  it("never makes a name that the kind refuses", () => {
    const strict = boxDefinition(fakeCloud(), {
      aspects: [
        {
          inputs: {
            name: autonamed(z.string().regex(/^[a-z][a-z0-9-]{3,19}$/), {
              maxLength: 20,
              forbidden: "[^a-z0-9-]",
              letterFirst: "b",
            }),
          },
          async update() {},
        },
      ],
    });

    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(check(strict, {}, { region: "north" }, newUrn(name)).problems).toEqual([]);
      }),
    );
  });
});
