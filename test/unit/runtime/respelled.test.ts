import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generatedKey } from "../../../provider/runtime/check.ts";
import type { Life } from "../../../provider/runtime/life.ts";
import { respelled } from "../../../provider/runtime/respelled.ts";
import type { State } from "../../../provider/runtime/state.ts";
import { inputsOf } from "./arbitraries.ts";
import { boxDefinition, fakeCloud } from "./fake-cloud.ts";

const box = boxDefinition(fakeCloud());

function inputs(before: State, state: State): Record<string, unknown> {
  return respelled({ definition: box } as Life<unknown>, before, state);
}

describe("the inputs that a refresh reports", () => {
  it("are the recorded ones with their live values", () => {
    expect(
      inputs({ region: "north", level: 1, tags: { team: "a" } }, { region: "south", level: 2, tags: { team: "b" } }),
    ).toEqual({
      region: "south",
      level: 2,
      tags: { team: "b" },
    });
  });

  it("keep the user's spelling where it means the same", () => {
    const before = { level: 1, zone: "north", ports: [1, 2], access: [{ source: "a" }, { source: "b", remark: "x" }] };
    const live = {
      level: "1",
      zone: "NORTH",
      ports: ["2", "1"],
      access: [{ source: "b", remark: "x" }, { source: "a" }],
    };

    expect(inputs(before, live)).toEqual(before);
  });

  it("show a change within an object without touching the rest of it", () => {
    const before = { source: { mysql: { host: "a", credentials: { user: "u", password: "p" } } } };
    const live = { source: { mysql: { host: "b", port: 3306, credentials: { user: "u", password: "p" } } } };

    expect(inputs(before, live)).toEqual({
      source: { mysql: { host: "b", credentials: { user: "u", password: "p" } } },
    });
  });

  it("do not have what the program does not set", () => {
    expect(inputs({ region: "north" }, { region: "north", level: 5, tags: { team: "a" }, address: "x" })).toEqual({
      region: "north",
    });
  });

  it("show what was added to a map or a list that the program sets", () => {
    expect(inputs({ tags: {}, steps: ["a"] }, { tags: { team: "a" }, steps: ["a", "b"] })).toEqual({
      tags: { team: "a" },
      steps: ["a", "b"],
    });
  });

  it("keep what cannot be read, and show what is gone", () => {
    const before = { seed: "s", patience: "low", password: "long-enough", adopt: "one", remark: "r", steps: ["a"] };

    expect(inputs(before, { steps: [] })).toMatchObject({
      seed: "s",
      patience: "low",
      password: "long-enough",
      adopt: "one",
      remark: undefined,
      steps: [],
    });
  });

  it("keep the names that were made, beside a name that was changed by hand", () => {
    const before = { name: "box-1234567", [generatedKey]: { name: "box-1234567" } };

    expect(inputs(before, { name: "by-hand" })).toEqual({ name: "by-hand", [generatedKey]: { name: "box-1234567" } });
  });

  it("leave out what no version of this kind knows", () => {
    expect(inputs({ region: "north", colour: "red" }, { region: "north", colour: "blue" })).toEqual({
      region: "north",
    });
  });

  it("are the recorded ones when nothing has changed", () => {
    fc.assert(
      fc.property(inputsOf(box), (before) => {
        expect(inputs(before, before)).toEqual(before);
      }),
    );
  });
});
