import { describe, expect, it } from "vitest";
import { listIn, resultOf } from "../../../provider/http/answer.ts";
import type { OperationCall } from "../../../provider/http/operation-table.ts";
import { plainDialect } from "./fakes.ts";

function read(text: string, answer: OperationCall["answer"]): unknown {
  const incoming = { status: 200, headers: { "content-type": "application/json", "x-request-id": "7f" }, text };
  return resultOf(
    { operation: "readThings", route: { ...(answer && { answer }) }, dialect: plainDialect() },
    incoming,
    [],
  );
}

describe("a read", () => {
  it.each([
    ["{}", "object"],
    ["[]", "objects"],
    ['[{"id":"t1"}]', "objects"],
    ['["t1"]', "list"],
    ['{"things":[{"id":"t1"}],"new":[1]}', { things: "objects" }],
    ['{"thing":{"id":"t1"}}', { thing: "object" }],
  ] as const)("takes %s for %j", (text, answer) => {
    expect(read(text, answer)).toEqual(JSON.parse(text));
  });

  it.each([
    ["[]", "object"],
    ["", "object"],
    ["", { things: "objects" }],
    ["{}", "objects"],
    ["[null]", "objects"],
    ['["t1"]', "objects"],
    ["{}", { things: "objects" }],
    ['{"things":null}', { things: "objects" }],
    ['{"things":[[]]}', { things: "objects" }],
    ['{"thing":null}', { thing: "object" }],
    ['{"thing":"t1"}', { thing: "object" }],
  ] as const)("cannot read %j as %j, and says in which request", (text, answer) => {
    expect(() => read(text, answer)).toThrow("readThings failed: the answer cannot be read (200, request 7f).");
  });
});

describe("a list that decides what exists", () => {
  it("is empty where there is none", () => {
    expect(listIn("readThings", undefined, "object")).toEqual([]);
    expect(listIn("readThings", ["t1"], "string")).toEqual(["t1"]);
  });

  it.each([
    [null, "object"],
    ["t1", "string"],
    [{ id: "t1" }, "object"],
    [[null], "object"],
    [[{ id: "t1" }], "string"],
  ] as const)("is not %j where each should be of type %s", (list, items) => {
    expect(() => listIn("readThings", list as never, items)).toThrow("readThings failed: the answer cannot be read.");
  });
});
