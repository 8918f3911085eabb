import { describe, expect, it } from "vitest";
import { aliasUrns } from "../../engine/embedded/goal.ts";
import { urn } from "./states.ts";

const context = { stack: "dev", project: "shop", renamed: new Map<string, string>() };
const goal = { type: "a:b:C", name: "new" };

describe("the names that a resource had", () => {
  it("may be told as a whole URN", () => {
    expect(aliasUrns({ ...goal, aliases: [{ urn: urn("old") }] }, context)).toEqual([urn("old")]);
  });

  it.each([
    ["name", { name: "old" }, urn("old")],
    ["type", { type: "x:y:Z" }, urn("new", "x:y:Z")],
    ["project", { project: "store" }, urn("new").replace("::shop::", "::store::")],
  ])("may be told by the %s alone", (_, alias, expected) => {
    expect(aliasUrns({ ...goal, aliases: [alias] }, context)).toEqual([expected]);
  });

  it("may tell that it had no parent", () => {
    const moved = { ...goal, parent: urn("parent", "p:q:R"), aliases: [{ noParent: true }] };

    expect(aliasUrns(moved, context)).toEqual([urn("new")]);
  });

  it("follow from the name that its parent had", () => {
    const renamed = new Map([[urn("store-2", "p:q:R"), urn("store", "p:q:R")]]);
    const child = { ...goal, name: "store-2-cache", parent: urn("store-2", "p:q:R"), aliases: [] };

    expect(aliasUrns(child, { ...context, renamed })).toEqual([urn("store-cache", "p:q:R$a:b:C")]);
  });
});
