import { existsSync, globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path/posix";
import { tokens } from "../../provider/definitions.ts";
import { fileOf } from "./sdk.ts";

/** What of a program makes use of operations, and what tests that. */
export interface Use {
  readonly name: string;
  readonly operations: ReadonlySet<string>;
  readonly tests: readonly string[];
}

/** They serve all kinds of a cloud: that they name an operation does not tell which kind needs it. */
const shared = [
  "api.gen.ts",
  "clickhouse.ts",
  "gaussdb.ts",
  "connection.ts",
  "collections.ts",
  "dialect.ts",
  "jobs.ts",
];

/** Each kind of object with the operations that its sources name, those included by which a collection is read. */
export async function kindUses(module: string): Promise<Use[]> {
  const folder = `provider/${module}`;
  const collections = await collectionOperations(folder);
  const own = tokens.filter((token) => token.startsWith(`${module}:`));
  return Promise.all(
    own.map(async (token) => {
      const [, kebab = ""] = fileOf(token).split("/");
      const sources = await sourcesOf(folder, `${folder}/${kebab}.ts`);
      const isRead = (name: string) => sources.some((text) => new RegExp(`\\bcloud\\.${name}\\b`).test(text));
      const read = [...collections].filter(([name]) => isRead(name));
      return {
        name: token.split(":")[1] ?? "",
        operations: new Set([...sources.flatMap(quoted), ...read.flatMap(([, operations]) => operations)]),
        tests: [...(await livesOf(kebab)), ...examplesOf(module, kebab)],
      };
    }),
  );
}

/** The tests that take a kind of object through its life; those of a few kinds stand together. */
async function livesOf(kebab: string): Promise<string[]> {
  const own = `test/faults/${kebab}.test.ts`;
  if (existsSync(own)) return [own];
  const subject = kebab.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const isOfIt = (text: string) => new RegExp(`import \\{[^}]*\\b${subject}\\b[^}]*\\} from "./subjects/`).test(text);
  const texts = globSync("test/faults/*.test.ts").map(async (path) => [path, await readFile(path, "utf8")] as const);
  return (await Promise.all(texts)).filter(([, text]) => isOfIt(text)).map(([path]) => path);
}

/** The example that is named after a kind; a kind of several sorts has one for each. */
function examplesOf(module: string, kebab: string): string[] {
  const own = `examples/${module}/${kebab}/index.ts`;
  return existsSync(own) ? [own] : globSync(`examples/${module}/${kebab}-*/index.ts`).sort();
}

/** Each function of a cloud with its operation, and whether the tests of the functions name it. */
export async function functionUses(
  module: string,
  functions: Readonly<Record<string, { readonly operation: string }>>,
): Promise<Use[]> {
  const paths = globSync(`test/unit/${module}/functions{.test.ts,/*.test.ts}`);
  const tests = await Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")] as const));
  return Object.entries(functions).map(([name, { operation }]) => ({
    name,
    operations: new Set([operation]),
    tests: tests.filter(([, text]) => new RegExp(`\\b${name}\\(`).test(text)).map(([path]) => path),
  }));
}

/** A source file of the cloud and all that it imports from there. */
async function sourcesOf(
  folder: string,
  path: string,
  seen = new Set(shared.map((name) => `${folder}/${name}`)),
): Promise<string[]> {
  if (seen.has(path) || !path.startsWith(folder)) return [];
  seen.add(path);
  const text = await readFile(path, "utf8");
  const imports = [...text.matchAll(/from "(\..*?)"/g)].map(([, target = ""]) => join(dirname(path), target));
  const others = await Promise.all(imports.map((target) => sourcesOf(folder, target, seen)));
  return [text, ...others.flat()];
}

/** The operations behind each collection of the connection, by its name. */
async function collectionOperations(folder: string): Promise<Map<string, string[]>> {
  const connection = await readFile(`${folder}/connection.ts`, "utf8");
  const sources = functionsIn(await readFile(`${folder}/collections.ts`, "utf8").catch(() => ""));
  const definitions = connection
    .split(/^ {2}(?=const |function |return )/m)
    .filter((text) => text.includes("collection("));
  return new Map(
    definitions.map((text) => {
      const [, name = ""] = /^const (\w+)/.exec(text) ?? [];
      return [name, [text, ...calledIn(text, sources)].flatMap(quoted)];
    }),
  );
}

/** The functions of a file by name. */
function functionsIn(text: string): Map<string, string> {
  const declarations = text.split(/^(?=(?:export )?(?:async )?function )/m).slice(1);
  return new Map(declarations.map((declaration) => [/function (\w+)/.exec(declaration)?.[1] ?? "", declaration]));
}

/** The functions that a text calls, directly or through others. */
function calledIn(text: string, functions: ReadonlyMap<string, string>, seen = new Set<string>()): string[] {
  return [...functions].flatMap(([name, declaration]) => {
    if (seen.has(name) || !new RegExp(`\\b${name}\\b`).test(text)) return [];
    seen.add(name);
    return [declaration, ...calledIn(declaration, functions, seen)];
  });
}

function quoted(text: string): string[] {
  return [...text.matchAll(/"(\w+)"/g)].map(([, word = ""]) => word);
}
