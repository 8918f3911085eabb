import { describe, expect, it } from "vitest";
import { childId, ownIdOf, partsOf } from "../../../provider/runtime/child-id.ts";

describe("the id of what lives in another object", () => {
  it("names both", () => {
    expect(partsOf(childId("instance", "node"))).toEqual({ parentId: "instance", ownId: "node" });
  });

  it("has an own part, whether the parent is named or not", () => {
    expect(ownIdOf("instance/node")).toBe("node");
    expect(ownIdOf("node")).toBe("node");
  });

  it.each(["node", "/node", "instance/", "instance/node/more", ""])("is not %j", (id) => {
    expect(() => partsOf(id)).toThrow(`"${id}" is not an id of this kind`);
  });
});
