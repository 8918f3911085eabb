import { describe, expect, it } from "vitest";
import { answerOf } from "../../../scripts/generate/containers.ts";

const text = { type: "string" };
const thing = { $ref: "#/components/schemas/Thing" };
const schemas = {
  Thing: { type: "object", properties: { id: text } },
  Things: { type: "array", items: thing },
  Named: { allOf: [thing, { properties: { name: text } }] },
  Either: { oneOf: [thing, { $ref: "#/components/schemas/Named" }] },
  TextOrThing: { anyOf: [text, thing] },
};
const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object) => ({ type: "object", properties });

describe("what a read must answer", () => {
  it.each([
    ["a list of objects", named("Things"), "objects"],
    ["a list of texts", { type: "array", items: text }, "list"],
    ["an object", thing, "object"],
    ["an object of several parts", named("Named"), "object"],
    ["one of several objects", named("Either"), "object"],
    ["an object with a list among other things", object({ id: text, tags: { type: "array", items: text } }), "object"],
    ["a page", object({ total_count: { type: "integer" }, things: named("Things") }), { things: "objects" }],
    ["an object around another one", object({ thing }), { thing: "object" }],
    ["an object around two", object({ thing, values: { type: "object" } }), { thing: "object", values: "object" }],
  ])("of %s is told by its schema", (_, schema, answer) => {
    expect(answerOf(schema, schemas)).toEqual(answer);
  });

  it.each([
    ["nothing", undefined],
    ["a text", text],
    ["either a text or an object", named("TextOrThing")],
  ])("of %s is left open", (_, schema) => {
    expect(answerOf(schema, schemas)).toBeUndefined();
  });
});
