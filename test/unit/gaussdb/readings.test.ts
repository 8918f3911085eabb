import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

const text = readFileSync("docs/readings.md", "utf8");
const document = parse(readFileSync("spec/gaussdb-mysql.yaml", "utf8")) as {
  paths: Record<string, Record<string, { "x-section": string; "x-notes"?: string[] }>>;
};
const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
const rows = text.split("\n").filter((line) => /^\| 4\./.test(line));
const sectionsIn = (part: string) => new Set(part.match(/\b4\.\d+\.\d+\b/g));

test("every operation about which the document has a note has a reading", () => {
  const noted = operations.filter((operation) => operation["x-notes"]).map((operation) => operation["x-section"]);

  expect(noted.length).toBeGreaterThan(180);
  const read = sectionsIn(rows.map((row) => row.split(" | ")[0]).join("\n"));
  expect(noted.filter((section) => !read.has(section))).toEqual([]);
});

test("the readings name no section that the document does not have", () => {
  const sections = new Set(operations.map((operation) => operation["x-section"]));

  expect([...sectionsIn(text)].filter((section) => !sections.has(section))).toEqual([]);
});

test("each row of the readings says what was chosen, and on what evidence", () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => row.split(" | ").length !== 4 || /\| +\|/.test(row))).toEqual([]);
});
