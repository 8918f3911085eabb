import { describe, expect, it } from "vitest";
import { openSnapshot } from "../../engine/embedded/snapshot.ts";
import { state, urn } from "./states.ts";

describe("the state during an operation", () => {
  it("has what the operation has not come to yet", () => {
    const [one, two] = [state("one"), state("two")];
    const snapshot = openSnapshot({ resources: [one, two], pendingOperations: [] });
    const changed = state("one", { inputs: { size: 2 } });

    snapshot.register(changed, one);

    expect(snapshot.state().resources).toEqual([changed, two]);
  });

  it("keeps a replaced object until it is deleted", () => {
    const old = state("one");
    const snapshot = openSnapshot({ resources: [old], pendingOperations: [] });
    const next = state("one", { id: "id-new" });

    old.delete = true;
    snapshot.register(next, undefined);
    const between = snapshot.state().resources;
    snapshot.remove(old);

    expect(between).toEqual([next, old]);
    expect(snapshot.state().resources).toEqual([next]);
  });

  it("names an operation from its beginning to its end", () => {
    const snapshot = openSnapshot({ resources: [], pendingOperations: [] });
    const operation = { type: "creating", resource: state("one") } as const;

    const end = snapshot.begin(operation);
    const during = snapshot.state().pendingOperations;
    end();

    expect(during).toEqual([operation]);
    expect(snapshot.state().pendingOperations).toEqual([]);
  });

  it("remembers a creation that was cut off, and nothing else that was", () => {
    const creating = { type: "creating", resource: state("one") } as const;
    const updating = { type: "updating", resource: state("two") } as const;

    const snapshot = openSnapshot({ resources: [], pendingOperations: [creating, updating] });

    expect(snapshot.state().pendingOperations).toEqual([creating]);
  });
});

describe("a refresh", () => {
  it("puts what it has read in the place of what was recorded", () => {
    const [one, two] = [state("one"), state("two")];
    const snapshot = openSnapshot({ resources: [one, two], pendingOperations: [] });
    const read = state("one", { outputs: { size: 9 } });

    snapshot.rebase(new Map([[one, read]]));

    expect(snapshot.state().resources).toEqual([read, two]);
  });

  it("forgets what is gone, and that others needed it", () => {
    const gone = state("gone");
    const child = state("child", {
      dependencies: [urn("gone"), urn("other")],
      propertyDependencies: { host: [urn("gone")] },
      deletedWith: urn("gone"),
    });
    const snapshot = openSnapshot({ resources: [gone, state("other"), child], pendingOperations: [] });

    snapshot.rebase(new Map([[gone, undefined]]));

    expect(snapshot.state().resources).toEqual([state("other"), state("child", { dependencies: [urn("other")] })]);
  });
});
