import { readFile, writeFile } from "node:fs/promises";
import { apiFiles } from "./generate/api.ts";

/**
 * Writes the generated sources. With `--check` it writes nothing, lists the files that are stale and fails when there
 * is one.
 */
const check = process.argv.includes("--check");
const stale: string[] = [];
for (const { path, text } of await apiFiles()) {
  if ((await readFile(path, "utf8").catch(() => "")) === text) continue;
  stale.push(path);
  if (!check) await writeFile(path, text);
}

for (const path of stale) console.log(`${check ? "stale" : "written"}: ${path}`);
if (check && stale.length > 0) {
  console.error("Run `npm run generate` and commit what it writes.");
  process.exitCode = 1;
}
