import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { type Covered, coverage, covered } from "../../../scripts/generate/coverage.ts";
import { soonOffline } from "../../../scripts/generate/soon-offline.ts";
import { kindUses } from "../../../scripts/generate/uses.ts";

const [clickhouse, gaussdb] = covered as [Covered, Covered];

/** The cells after an operation: the resources and the functions that make use of it. */
const usersOf = (text: string, operation: string) =>
  text
    .split("\n")
    .find((line) => line.includes(`\`${operation}\` |`))
    ?.split(" |")
    .slice(1, 3)
    .map((cell) => cell.trim());

/** The page for a document with one operation. */
async function coverageOf(operation: object, cloud: Partial<Covered> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "coverage-"));
  const document = join(folder, "document.yaml");
  const success = { "200": { description: "Done." } };
  const get = { summary: "Made up", responses: success, ...operation };
  await writeFile(document, stringify({ paths: { "/v1/things": { get } }, components: { schemas: {} } }));
  return coverage([{ ...clickhouse, ...cloud, document }]).finally(() => rm(folder, { recursive: true }));
}

test("every operation of both clouds has a tested resource or function, or a replacement that has", async () => {
  expect((await coverage()).missing).toEqual([]);
});

test("an operation is told with what names it, also through files that several kinds share", async () => {
  const { text } = await coverage();

  expect(usersOf(text, "createClickPipe")).toEqual(["`ClickPipe`", ""]);
  expect(usersOf(text, "updateOrganization")?.[0]).toContain("`PrivateEndpointAttachment`");
  expect(usersOf(text, "listApiKeys")).toEqual(["`ApiKey`", "`getApiKeys`"]);
  expect(usersOf(text, "discoverClickPipeSchema")).toEqual(["", "`discoverClickPipeSchema`"]);
  expect(usersOf(text, "getCdcScaling")?.[0]).toBe("replaced by `getClickPipesCdcScaling`");
  expect(usersOf(text, "listProxies")?.[0]).toContain("`Proxy`");
  expect(usersOf(text, "createReadOnlyNodes")?.[0]).toContain("`ReadReplica`");
});

test("a resource is told with its life and its example", async () => {
  const { text } = await coverage([clickhouse]);

  const [life, example] = ["test/faults/api-key.test.ts", "examples/clickhouse/api-key/index.ts"];
  expect(text).toContain(`| \`ApiKey\` | [${life}](../${life}) | [${example}](../${example}) |`);
});

test("every resource of both clouds is taken through its life, and shown by an example", async () => {
  const kinds = [...(await kindUses("clickhouse")), ...(await kindUses("gaussdb"))];

  const lacks = (folder: string) => kinds.filter(({ tests }) => !tests.some((path) => path.startsWith(folder)));
  expect(lacks("test/faults/").map(({ name }) => name)).toEqual([]);
  expect(lacks("examples/").map(({ name }) => name)).toEqual([]);
});

test("what goes offline is told with its replacement", async () => {
  const { text } = await coverage([gaussdb]);

  expect(soonOffline).toHaveLength(35);
  expect(text).toContain("| 5.9.1 `GET /mysql/v3/{project_id}/jobs` | `getJob` |");
});

test("an operation that nothing makes use of is missing", async () => {
  expect((await coverageOf({ operationId: "getThings" })).missing).toEqual(["getThings"]);
});

test("a replacement that nothing makes use of does not help", async () => {
  const replaced = (by: string) => coverageOf({ operationId: "getThings", "x-replaced-by": by });

  expect((await replaced("getOthers")).missing).toEqual(["getThings"]);
  expect((await replaced("getService")).missing).toEqual([]);
});

test("what goes offline must have a replacement in the document", async () => {
  const offline = [{ section: "5.1", call: "GET /v1/others", replacement: "listThings" }];

  expect((await coverageOf({ operationId: "getService" }, { offline })).missing).toEqual(["listThings"]);
});
