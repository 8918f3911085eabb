import { describe, expect, it } from "vitest";
import {
  type Diff,
  decided,
  ignoring,
  inverted,
  isReplacement,
  noDiff,
  replacingOn,
} from "../../engine/embedded/property-diff.ts";
import { secret } from "../../engine/embedded/property-values.ts";

const undecided: Diff = { ...noDiff, changes: undefined };

describe("a diff that the provider leaves to the engine", () => {
  it("names what was added, deleted and changed", () => {
    const diff = decided(
      undecided,
      { gone: 1, same: 1, hosts: ["a"] },
      { same: 1, hosts: ["a", "b"], tags: { "a.b": "x" } },
    );

    expect(diff).toMatchObject({
      changes: true,
      changedKeys: ["gone", "hosts", "tags"],
      detailedDiff: {
        gone: { diffKind: "delete", inputDiff: true },
        "hosts[1]": { diffKind: "add", inputDiff: true },
        tags: { diffKind: "add", inputDiff: true },
      },
    });
  });

  it("finds no change where only the secrecy differs", () => {
    const diff = decided(undecided, { password: "p" }, { password: secret("p") });

    expect(diff.changes).toBe(false);
  });

  it("is not asked for when the provider has an opinion", () => {
    const diff = decided({ ...noDiff, changes: false }, { size: 1 }, { size: 2 });

    expect(diff.changes).toBe(false);
  });
});

describe("replaceOnChanges", () => {
  it("replaces for a path of the detailed diff", () => {
    const diff: Diff = {
      ...noDiff,
      changes: true,
      detailedDiff: {
        "tags.team": { diffKind: "update", inputDiff: true },
        size: { diffKind: "add", inputDiff: true },
      },
    };

    const replacing = replacingOn(diff, ["tags"], false);

    expect(isReplacement(replacing)).toBe(true);
    expect(replacing.detailedDiff).toMatchObject({
      "tags.team": { diffKind: "update-replace" },
      size: { diffKind: "add" },
    });
  });

  it("replaces for a changed key", () => {
    const replacing = replacingOn({ ...noDiff, changes: true, changedKeys: ["size"] }, ["size"], false);

    expect(replacing.replaceKeys).toEqual(["size"]);
  });

  it("does nothing where the provider tells neither keys nor paths", () => {
    const replacing = replacingOn({ ...noDiff, changes: true }, ["size"], false);

    expect(isReplacement(replacing)).toBe(false);
  });

  it("can replace what was left unfinished", () => {
    const replacing = replacingOn(noDiff, ["#initerror"], true);

    expect(replacing.changes).toBe(true);
    expect(isReplacement(replacing)).toBe(true);
  });
});

describe("ignoreChanges", () => {
  it("leaves ignored inputs as they were", () => {
    const { inputs, invalid } = ignoring({ size: 2, name: "new" }, { size: 1, name: "old" }, ["size"]);

    expect(inputs).toEqual({ size: 1, name: "new" });
    expect(invalid).toEqual([]);
  });

  it("names the paths that it cannot ignore, and leaves the program's inputs alone", () => {
    const wanted = { hosts: ["a", "b"] };

    const { inputs, invalid } = ignoring(wanted, { hosts: ["a"] }, ["hosts[1]"]);

    expect(invalid).toEqual(["hosts[1]"]);
    expect(inputs).toEqual(wanted);
    expect(inputs).not.toBe(wanted);
  });
});

it("shows drift as the opposite of what the next update would do", () => {
  const diff: Diff = {
    ...noDiff,
    changes: true,
    detailedDiff: {
      added: { diffKind: "add", inputDiff: true },
      gone: { diffKind: "delete-replace", inputDiff: true },
      changed: { diffKind: "update", inputDiff: true },
    },
  };

  expect(inverted(diff).detailedDiff).toEqual({
    added: { diffKind: "delete", inputDiff: true },
    gone: { diffKind: "add-replace", inputDiff: true },
    changed: { diffKind: "update", inputDiff: true },
  });
});
