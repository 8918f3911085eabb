import { expect, test } from "vitest";
import { functions } from "../../../provider/clickhouse/functions.ts";
import { functions as gaussdb } from "../../../provider/gaussdb/functions.ts";
import { type DocumentedOperation, readDocument, type Schema } from "../../../scripts/generate/document.ts";
import { functionFiles } from "../../../scripts/generate/functions.ts";

const { operations, schemas } = await readDocument("spec/clickhouse-cloud.yaml");
const gaussDbs = await readDocument("spec/gaussdb-mysql.yaml");
const documented = Object.values(functions).map(({ operation }) =>
  operations.find(({ operationId }) => operationId === operation),
) as DocumentedOperation[];

/** The paths of what is secret in a schema: as a request has it, or as an answer does. */
function secretsIn(
  schema: unknown,
  side: "request" | "answer",
  path = "",
  above: readonly unknown[] = [],
  known = schemas,
): string[] {
  if (typeof schema !== "object" || schema === null || above.includes(schema)) return [];
  const { $ref, format, writeOnly, properties = {}, ...rest } = schema as Schema & { properties?: Schema };
  if (side === "answer" && writeOnly === true) return [];
  if (format === "password") return [path];
  const follow = (part: unknown, to = path) => secretsIn(part, side, to, [...above, schema], known);
  const named = typeof $ref === "string" ? follow(known[$ref.split("/").at(-1) ?? ""]) : [];
  const below = Object.entries(properties).flatMap(([key, part]) => follow(part, path === "" ? key : `${path}.${key}`));
  const parts = ["items", "additionalProperties", "allOf", "anyOf", "oneOf"].flatMap((key) => [rest[key]].flat());
  return [...new Set([...named, ...below, ...parts.flatMap((part) => follow(part))])];
}

test("what the document calls a secret in the answer of a function is marked as one", () => {
  const all = Object.values(functions).map(({ operation, ...marks }) => {
    const { responses } = documented.find(({ operationId }) => operationId === operation) as DocumentedOperation;
    const contents = Object.values(responses).flatMap(({ content = {} }) => Object.values(content));
    const secrets = contents.flatMap(({ schema }) => secretsIn(schema, "answer"));
    return { operation, secrets: [...new Set(secrets)], marked: "secretResults" in marks ? marks.secretResults : [] };
  });

  expect(all.filter(({ secrets }) => secrets.length > 0).map(({ operation }) => operation)).toEqual([
    "listClickPipes",
    "getClickPipe",
  ]);
  // Answers are in an envelope, and what is in a list has no name there.
  const named = (path: string) => `result.${path.replace("*.", "")}`;
  for (const { secrets, marked } of all) expect(marked.map(named)).toEqual(secrets);
});

test("what the document calls a secret in the arguments of a function is marked as one", () => {
  const all = Object.entries(functions).map(([name, { operation, ...marks }]) => {
    const body = operations.find(({ operationId }) => operationId === operation)?.requestBody?.content;
    const secrets = secretsIn(body?.["application/json"]?.schema, "request");
    return {
      name,
      secrets: secrets.sort(),
      marked: [...("secretArguments" in marks ? marks.secretArguments : [])].sort(),
    };
  });

  expect(all.filter(({ secrets }) => secrets.length > 0).map(({ name }) => name)).toEqual(["discoverClickPipeSchema"]);
  for (const { secrets, marked } of all) expect(marked).toEqual(secrets);
});

test("what GaussDB's functions take and answer has no passwords; links that whoever knows them may follow are secret", () => {
  const asked = Object.values(gaussdb).map(({ operation }) => operation as string);
  const documents = gaussDbs.operations.filter(({ operationId }) => asked.includes(operationId));
  const contents = documents.flatMap(({ requestBody, responses }) =>
    [requestBody?.content ?? {}, ...Object.values(responses).map(({ content = {} }) => content)].flatMap(Object.values),
  );

  const secrets = contents.flatMap(({ schema }) => secretsIn(schema, "request", "", [], gaussDbs.schemas));

  expect(contents.length).toBeGreaterThan(asked.length);
  expect(secrets).toEqual([]);
  expect(gaussdb.getFullSqlDownloadLinks.secretResults).toEqual(["*.downloadLink"]);
});

test("a function is printed in both forms, with what the document says of it", async () => {
  const [text = "", ofGaussDb = ""] = (await functionFiles()).map((file) => file.text);

  expect(text).toContain(`/** Get a service. */
export function getService(args: GetServiceArgs, opts?: pulumi.InvokeOptions): Promise<GetServiceResult> {`);
  expect(text).toContain(
    "export function getServiceOutput(args: GetServiceOutputArgs, opts?: pulumi.InvokeOutputOptions)",
  );
  expect(text).toContain("export function getServices(args: GetServicesArgs = {}, opts?");
  expect(text).toContain("export function getOrganization(opts?: pulumi.InvokeOptions)");
  expect(text).toContain("/** Get what is needed to set up a private endpoint in a region. @deprecated */");
  // What the function gives by itself is no argument of it.
  expect(ofGaussDb).toContain("export function getEngineVersions(opts?: pulumi.InvokeOptions)");
  expect(ofGaussDb).toContain("export function getProxies(args: GetProxiesArgs, opts?");
  expect(ofGaussDb).toContain("export function getParameterTemplates(opts?: pulumi.InvokeOptions)");
});
