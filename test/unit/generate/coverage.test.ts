import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { coverage } from "../../../scripts/generate/coverage.ts";

const rowOf = (text: string, operation: string) =>
  text
    .split("\n")
    .find((line) => line.startsWith(`| \`${operation}\` |`))
    ?.split(" | ");

/** The page for a document with one operation. */
async function coverageOf(operation: object) {
  const folder = await mkdtemp(join(tmpdir(), "coverage-"));
  const path = join(folder, "document.yaml");
  const success = { "200": { description: "Done." } };
  const get = { summary: "Made up", responses: success, ...operation };
  await writeFile(path, stringify({ paths: { "/v1/things": { get } }, components: { schemas: {} } }));
  return coverage(path).finally(() => rm(folder, { recursive: true }));
}

test("every operation of ClickHouse Cloud has a tested resource or function, or a replacement that has", async () => {
  const { missing, text, path } = await coverage();

  expect(missing).toEqual([]);
  expect(await readFile(path, "utf8")).toBe(text);
});

test("an operation is told with what names it, also through a file that several kinds share", async () => {
  const { text } = await coverage();

  expect(rowOf(text, "createClickPipe")?.[1]).toBe("`ClickPipe`");
  expect(rowOf(text, "updateOrganization")?.[1]).toContain("`PrivateEndpointAttachment`");
  expect(rowOf(text, "listApiKeys")?.[1]).toBe("`ApiKey`, `getApiKeys`");
  expect(rowOf(text, "discoverClickPipeSchema")?.[1]).toBe("`discoverClickPipeSchema`");
  expect(rowOf(text, "getCdcScaling")?.[1]).toBe("replaced by `getClickPipesCdcScaling`");
});

test("an operation that nothing makes use of is missing", async () => {
  expect((await coverageOf({ operationId: "getThings" })).missing).toEqual(["getThings"]);
});

test("a replacement that nothing makes use of does not help", async () => {
  const replaced = (by: string) => coverageOf({ operationId: "getThings", "x-replaced-by": by });

  expect((await replaced("getOthers")).missing).toEqual(["getThings"]);
  expect((await replaced("getService")).missing).toEqual([]);
});
