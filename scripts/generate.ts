import { glob, readFile, rm, writeFile } from "node:fs/promises";
import { apiFiles } from "./generate/api.ts";

/**
 * Writes the generated sources and removes those that nothing makes any more. With `--check` it changes nothing, lists
 * the files that are stale and fails when there is one, or when no program can make use of an operation.
 */
const check = process.argv.includes("--check");
const api = await apiFiles();
await write(api);
// The definitions of the resources import the types that were just written.
const [{ sdkFiles }, { functionFiles, queryFile }] = await Promise.all([
  import("./generate/sdk.ts"),
  import("./generate/functions.ts"),
]);
const sdk = [...(await sdkFiles()), await queryFile(), ...(await functionFiles())];
await write(sdk);
await removeOthers(new Set([...api, ...sdk].map(({ path }) => path)));
const [{ coverage }, { resourcesPage }] = await Promise.all([
  import("./generate/coverage.ts"),
  import("./generate/resources-page.ts"),
]);
const { missing, ...page } = await coverage();
await write([page, await resourcesPage()]);
for (const operation of missing) console.error(`${operation} has neither a tested resource nor a tested function.`);
if (check && missing.length > 0) process.exitCode = 1;
if (check && process.exitCode) console.error("Run `npm run generate` and commit what it writes.");

async function write(files: readonly { path: string; text: string }[]): Promise<void> {
  for (const { path, text } of files) {
    if ((await readFile(path, "utf8").catch(() => undefined)) === text) continue;
    report(path, "written");
    if (!check) await writeFile(path, text);
  }
}

async function removeOthers(generated: ReadonlySet<string>): Promise<void> {
  for await (const path of glob("{provider,sdk}/**/*.gen.ts")) {
    if (generated.has(path)) continue;
    report(path, "removed");
    if (!check) await rm(path);
  }
}

function report(path: string, done: string): void {
  console.log(`${check ? "stale" : done}: ${path}`);
  if (check) process.exitCode = 1;
}
