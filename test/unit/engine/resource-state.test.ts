import { describe, expect, it } from "vitest";
import { dependenciesOf, dependentsOf } from "../../engine/embedded/resource-state.ts";
import { state, urn } from "./states.ts";

describe("what a resource needs", () => {
  it("is its parent, its provider and all that its options and inputs name", () => {
    const resource = state("one", {
      parent: urn("parent"),
      provider: `${urn("provider")}::id`,
      dependencies: [urn("listed")],
      propertyDependencies: { host: [urn("input")] },
      deletedWith: urn("with"),
    });

    const needed = dependenciesOf(resource);

    expect([...needed].sort()).toEqual(
      ["input", "listed", "parent", "provider", "with"].map((name) => urn(name)).sort(),
    );
  });
});

describe("what needs a resource", () => {
  const root = state("root");
  const near = state("near", { dependencies: [urn("root")] });
  const far = state("far", { dependencies: [urn("near")] });
  const child = state("child", { parent: urn("root") });
  const other = state("other");
  const resources = [other, root, near, child, far];

  it("is found through others, in its order", () => {
    expect(dependentsOf(root, resources, { children: false })).toEqual([near, far]);
  });

  it("may include its children", () => {
    expect(dependentsOf(root, resources, { children: true })).toEqual([near, child, far]);
  });
});
