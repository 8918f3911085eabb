import { describe, expect, it } from "vitest";
import { shapeOf } from "../../../scripts/generate/shape.ts";

describe("the shape of a schema", () => {
  it("leaves out the rules that a type cannot say", () => {
    const shape = shapeOf({
      type: "object",
      properties: { size: { type: "integer", format: "int64", default: 10, "x-notes": ["rounded"] } },
      if: { required: ["size"] },
      dependentRequired: { size: ["name"] },
    });

    expect(shape).toEqual({ type: "object", properties: { size: { type: "integer" } } });
  });

  it("leaves out alternatives that only demand fields", () => {
    const shape = shapeOf({ type: "object", oneOf: [{ required: ["id"] }, { required: ["name"] }] });

    expect(shape).toEqual({ type: "object" });
  });

  it("leaves out alternatives that only narrow what is known already", () => {
    const shape = shapeOf({ type: "string", anyOf: [{ pattern: "^a" }, { properties: { b: { pattern: "^b" } } }] });

    expect(shape).toEqual({ type: "string" });
  });

  it("keeps of what must all hold the parts that say a shape", () => {
    const shape = shapeOf({ allOf: [{ $ref: "#/components/schemas/Service" }, { not: { required: ["tier"] } }] });

    expect(shape).toEqual({ allOf: [{ $ref: "#/components/schemas/Service" }] });
  });

  it("keeps lists of texts open", () => {
    const shape = shapeOf({ type: "string", description: "State.", enum: ["running", "stopped"] });

    expect(shape).toEqual({
      description: "State.",
      anyOf: [{ type: "string", enum: ["running", "stopped"] }, { $ref: "#/components/schemas/AnyText" }],
    });
  });

  it("keeps a single value exact, because it tells alternatives apart", () => {
    expect(shapeOf({ type: "string", enum: ["Cluster"] })).toEqual({ type: "string", enum: ["Cluster"] });
  });

  it("keeps lists of numbers exact", () => {
    expect(shapeOf({ type: "integer", enum: [0, 1] })).toEqual({ type: "integer", enum: [0, 1] });
  });

  it("looks below a property that is called like a keyword", () => {
    const shape = shapeOf({ type: "object", properties: { format: { type: "string", format: "uuid" } } });

    expect(shape).toEqual({ type: "object", properties: { format: { type: "string" } } });
  });
});
