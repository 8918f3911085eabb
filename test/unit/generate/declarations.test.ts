import { describe, expect, it } from "vitest";
import { declarationsOf, reachable, shortNames, withoutDoubles } from "../../../scripts/generate/declarations.ts";

const source = `// A header.

export type Service = {
    name: string;
    region: Region;
};

/**
 * Region of a service.
 */
export type Region = 'eu' | 'us';

export type Unused = {
    service: Service;
};
`;

describe("the declarations of a generated file", () => {
  it("are cut out with their comments and indented by two", () => {
    expect(declarationsOf(source)).toMatchObject([
      { name: "Service", text: "export type Service = {\n  name: string;\n  region: Region;\n};" },
      { name: "Region", text: "/**\n * Region of a service.\n */\nexport type Region = 'eu' | 'us';" },
      { name: "Unused" },
    ]);
  });

  it("are kept when something uses them, directly or not, but not when a comment names them", () => {
    const kept = reachable(declarationsOf(source), "result: Service; /** not Unused */");

    expect(kept.map(({ name }) => name)).toEqual(["Service", "Region"]);
  });

  it("lose the request's form where it says what the answer's form says", () => {
    const declarations = [
      { name: "Key", text: "export type Key = string;" },
      { name: "KeyWritable", text: "export type KeyWritable = string;" },
      { name: "Pipe", text: "export type Pipe = { key: Key };" },
      { name: "PipeWritable", text: "export type PipeWritable = { key: KeyWritable; password: string };" },
    ];

    expect(withoutDoubles(declarations).map(({ text }) => text)).toEqual([
      "export type Key = string;",
      "export type Pipe = { key: Key };",
      "export type PipeWritable = { key: Key; password: string };",
    ]);
  });

  it("have short names where nothing else has them", () => {
    const text = "export type Pipe = 1;\nexport type PipeWritable = 2;\nexport type BucketWritable = PipeWritable;";

    expect(shortNames(text)).toBe(
      "export type Pipe = 1;\nexport type PipeWritable = 2;\nexport type Bucket = PipeWritable;",
    );
  });
});
