import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const page = readFileSync(resolve(import.meta.dirname, "../../../docs/compared.md"), "utf8");
const sources = globSync("*/*.test.ts", { cwd: import.meta.dirname }).map((file) =>
  readFileSync(join(import.meta.dirname, file), "utf8"),
);

test("the page that compares this provider with others names tests that there are", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ["));
  const named = rows.map((row) => row.split("|").at(-2)?.trim() ?? "");
  const there = new Set(sources.flatMap((text) => [...text.matchAll(/^test\("(.*?)",/gm)].map(([, name]) => name)));

  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((name) => !there.has(name))).toEqual([]);
});
