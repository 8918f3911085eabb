import { describe, expect, it } from "vitest";
import { covers, parsePath, resetPath } from "../../engine/embedded/property-path.ts";
import { secret } from "../../engine/embedded/property-values.ts";

describe("a property path", () => {
  it.each([
    ["size", ["size"]],
    ["source.kafka.brokers", ["source", "kafka", "brokers"]],
    ["hosts[0].name", ["hosts", 0, "name"]],
    ['tags["a.b"]', ["tags", "a.b"]],
    ['tags["say \\"hi\\""]', ["tags", 'say "hi"']],
    ["hosts[*].name", ["hosts", "*", "name"]],
    ["tags.*", ["tags", "*"]],
  ])("is read from %s", (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  it.each([
    ["tags", "tags", true],
    ["tags", "tags.owner", true],
    ["tags.owner", "tags", false],
    ["hosts[*].name", "hosts[3].name", true],
    ["hosts[0]", "hosts[1]", false],
    ["*", "anything.below", true],
  ])("%s covers %s: %s", (path, other, expected) => {
    expect(covers(parsePath(path), parsePath(other))).toBe(expected);
  });
});

describe("resetting a path", () => {
  const reset = (path: string, old: unknown, changed: unknown) => resetPath(parsePath(path), old, changed);

  it("puts a changed value back", () => {
    const changed = { size: 2, name: "new" };

    const found = reset("size", { size: 1, name: "old" }, changed);

    expect(found).toBe(true);
    expect(changed).toEqual({ size: 1, name: "new" });
  });

  it("takes out what was not there before", () => {
    const changed = { tags: { owner: "me", team: "us" } };

    reset("tags.owner", { tags: { team: "us" } }, changed);

    expect(changed).toEqual({ tags: { team: "us" } });
  });

  it("puts back what is no longer there", () => {
    const changed = { tags: {} };

    reset("tags.owner", { tags: { owner: "me" } }, changed);

    expect(changed).toEqual({ tags: { owner: "me" } });
  });

  it("goes through every element of an array", () => {
    const changed = { hosts: [{ weight: 8 }, { weight: 9 }] };

    reset("hosts[*].weight", { hosts: [{ weight: 1 }, { weight: 2 }] }, changed);

    expect(changed).toEqual({ hosts: [{ weight: 1 }, { weight: 2 }] });
  });

  it("says so when an element was added", () => {
    const changed = { hosts: ["a", "b"] };

    expect(reset("hosts[1]", { hosts: ["a"] }, changed)).toBe(false);
    expect(changed).toEqual({ hosts: ["a", "b"] });
  });

  it("sees through secrets", () => {
    const changed = { login: secret({ user: "new", password: "new" }) };

    reset("login.user", { login: secret({ user: "old", password: "old" }) }, changed);

    expect(changed).toEqual({ login: secret({ user: "old", password: "new" }) });
  });

  it("does not share what it puts back", () => {
    const old = { tags: { team: "us" } };
    const changed: { tags: Record<string, string> } = { tags: {} };

    reset("tags", old, changed);
    changed.tags.team = "them";

    expect(old.tags.team).toBe("us");
  });
});
