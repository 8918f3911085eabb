import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../../provider/runtime/check.ts";
import { changesOf, diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { unfinished } from "../../../provider/runtime/state.ts";
import { unknown } from "../../../provider/runtime/unknown.ts";
import { alteredIn, inputsOf, partlyUnknown } from "./arbitraries.ts";
import { boxDefinition, fakeCloud } from "./fake-cloud.ts";

type Props = Record<string, unknown>;

const box = boxDefinition(fakeCloud());
/** A box as it was last read. */
const state = {
  region: "north",
  size: 10,
  name: "one",
  remark: "",
  level: "1",
  access: [{ source: "b" }, { source: "a", remark: "office" }],
  ports: ["2", "1"],
  steps: ["x", "y"],
  tags: { team: "a" },
  settings: { timeout: "60" },
  source: { kafka: { brokers: "one" } },
  zone: "NORTH-1",
  address: "one.example",
  state: "ready",
};

const details = (inputs: Props, live: Props = state, kind: Definition<unknown> = box) =>
  diff(kind, live, inputs).details.map(
    ({ path, kind, replaces }) => `${kind}${replaces ? " by replacement" : ""} ${path}`,
  );

describe("an update", () => {
  it("changes each input that differs from the live state", () => {
    expect(details({ region: "north", level: 2, tags: { team: "b", owner: "c" }, steps: ["x"] })).toEqual([
      "update level",
      "delete steps[1]",
      "update tags.team",
      "add tags.owner",
    ]);
  });

  it("changes nothing that the program does not set", () => {
    expect(diff(box, state, { region: "north" })).toEqual({ changes: false, details: [], replaces: [], notices: [] });
  });

  it("changes nothing that the cloud only spells in another way", () => {
    const inputs = {
      region: "north",
      level: 1,
      access: [{ source: "a", remark: "office" }, { source: "b" }],
      ports: [1, 2],
      settings: { timeout: 60 },
      zone: "north-1",
      remark: "",
    };

    expect(diff(box, state, inputs).changes).toBe(false);
  });

  it("is due for an option too, which only has to be recorded", () => {
    expect(details({ region: "north", patience: "low" }, { ...state, patience: "high" })).toEqual(["update patience"]);
    expect(diff(box, state, { region: "north", patience: "low" })).toMatchObject({
      changes: true,
      replaces: [],
      notices: [],
    });
  });

  it("is not due for what counted at the creation only", () => {
    expect(details({ region: "north", seed: "b", adopt: "x" }, { ...state, seed: "a" })).toEqual([]);
  });

  it("is due when a secret that cannot be read back is set to something else", () => {
    expect(details({ region: "north", password: "long-enough" }, { ...state, password: "long-before" })).toEqual([
      "update password",
    ]);
    expect(details({ region: "north", password: "long-enough" }, { ...state, password: "long-enough" })).toEqual([]);
  });

  it.each(["creation", "change"])("is due while the last %s has not finished", (step) => {
    expect(diff(box, { ...state, [unfinished]: step }, { region: "north" })).toMatchObject({
      changes: true,
      replaces: [],
      details: [],
    });
  });

  it("is due for each value that is unknown yet", () => {
    expect(details({ region: "north", level: unknown, tags: { team: unknown } })).toEqual([
      "update level",
      "update tags.team",
    ]);
  });
});

describe("a replacement", () => {
  it("is due when a fixed input differs", () => {
    expect(diff(box, state, { region: "south", size: 20 }).replaces).toEqual(["region", "size"]);
    expect(details({ region: "south" })).toEqual(["update by replacement region"]);
  });

  it("is due when a fixed part of another input differs", () => {
    expect(diff(box, state, { region: "north", source: { kafka: { brokers: "two" } } }).replaces).toEqual([
      "source.kafka.brokers",
    ]);
  });

  it("is due when a fixed input is unknown yet", () => {
    expect(diff(box, state, { region: unknown })).toMatchObject({ changes: true, replaces: ["region"] });
    expect(diff(box, state, { region: "north", source: { kafka: { brokers: unknown } } }).replaces).toEqual([
      "source.kafka.brokers",
    ]);
  });

  it("is not due when a fixed input is not set any more", () => {
    expect(diff(box, state, {}).changes).toBe(false);
  });

  it("is due when the cloud gave the creation up for good", () => {
    const dead = { ...state, state: "failed", [unfinished]: "creation" };

    expect(diff(box, dead, { region: "north" })).toMatchObject({ changes: true, replaces: [unfinished] });
  });

  it("is not due when an object breaks later, or when its creation may still succeed", () => {
    expect(diff(box, { ...state, state: "failed" }, { region: "north" })).toMatchObject({ changes: false });
    expect(diff(box, { ...state, state: "failed", [unfinished]: "change" }, { region: "north" }).replaces).toEqual([]);
    expect(diff(box, { ...state, state: "ill", [unfinished]: "creation" }, { region: "north" }).replaces).toEqual([]);
  });
});

describe("the notices of an update", () => {
  const notices = (inputs: Props, live: Props = state, kind: Definition<unknown> = box) =>
    diff(kind, live, inputs).notices;
  const told = (notice: Definition<unknown>["aspects"][number]["notice"]) =>
    boxDefinition(fakeCloud(), {
      aspects: box.aspects.map((aspect) => ("level" in aspect.inputs && notice ? { ...aspect, notice } : aspect)),
    });

  it("say what an aspect does when it is about to change", () => {
    expect(notices({ region: "north", level: 2 })).toEqual(["restarts"]);
    expect(notices({ region: "north", level: 1, name: "two" })).toEqual([]);
  });

  it("say it once, however many inputs of the aspect change", () => {
    expect(notices({ region: "north", level: 2, remark: "new" })).toEqual(["restarts"]);
  });

  it("may depend on what changes", () => {
    const growing = told(({ inputs, live }) =>
      Number(inputs.level) > Number(live.level) ? `costs more than ${live.level}` : undefined,
    );

    expect(notices({ region: "north", level: 2 }, state, growing)).toEqual(["costs more than 1"]);
    expect(notices({ region: "north", level: 0 }, state, growing)).toEqual([]);
  });

  it("are not asked for while a value is unknown, unless they are always the same", () => {
    const curious = told(() => {
      throw new Error("asked about an unknown value");
    });

    expect(notices({ region: "north", level: unknown }, state, curious)).toEqual([]);
    expect(notices({ region: "north", level: unknown })).toEqual(["restarts"]);
  });

  it("say instead what a replacement would lose", () => {
    expect(notices({ region: "south", level: 2 })).toEqual([
      "region cannot change in place: the box would be replaced and its contents lost.",
    ]);
    expect(notices({ region: "north" }, { ...state, state: "failed", [unfinished]: "creation" })).toEqual([
      "its creation failed: the box would be replaced and its contents lost.",
    ]);
  });

  it("say nothing of a replacement that loses nothing", () => {
    const { holdsData: _, ...empty } = box;

    expect(notices({ region: "south", level: 2 }, state, empty)).toEqual([]);
  });
});

describe("the changes of an aspect", () => {
  const [, remark] = box.aspects;
  const source = box.aspects.find(({ inputs }) => "source" in inputs);

  it("are the inputs that differ, as the program wants them", () => {
    expect(changesOf(remark?.inputs ?? {}, state, { level: 2, remark: "", name: "two" })).toEqual({ level: 2 });
  });

  it("are none where only a fixed part differs", () => {
    expect(changesOf(source?.inputs ?? {}, state, { source: { kafka: { brokers: "two" } } })).toEqual({});
  });

  it("are none where something only steers this provider", () => {
    const option = box.aspects.find(({ inputs }) => "patience" in inputs);

    expect(changesOf(option?.inputs ?? {}, state, { patience: "low" })).toEqual({});
  });
});

describe("diff", () => {
  const right = inputsOf(box)
    .map((inputs) => check(box, {}, { ...inputs, name: "one" }, undefined))
    .filter(({ problems }) => problems.length === 0)
    .map(({ inputs }) => inputs);

  it("of inputs with a state that has them all is empty", () => {
    fc.assert(
      fc.property(right, (inputs) => {
        expect(diff(box, { ...state, ...inputs }, inputs)).toMatchObject({ changes: false, details: [], replaces: [] });
      }),
    );
  });

  it("counts each unknown as a change", () => {
    const unknowns = right.chain((inputs) => partlyUnknown(inputs).map((partly) => ({ inputs, partly })));

    fc.assert(
      fc.property(unknowns, ({ inputs, partly: { seed: _, ...partly } }) => {
        const isUnknown = JSON.stringify(partly).includes(unknown);

        expect(diff(box, { ...state, ...inputs }, partly).changes).toBe(isUnknown);
      }),
    );
  });

  it("answers whatever the state and the inputs are", () => {
    const wild = inputsOf(box).chain((inputs) => alteredIn({ ...state, ...inputs } as Props, fc.jsonValue()));

    fc.assert(
      fc.property(wild, wild, (live, inputs) => {
        const { changes, details } = diff(box, live, inputs);

        expect(changes).toBe(details.length > 0);
      }),
    );
  });
});
