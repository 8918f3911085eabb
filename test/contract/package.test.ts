import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as simulators from "../../simulator/index.ts";
import { configurationOf } from "../e2e/world.ts";
import { embeddedEngine } from "../engine/embedded/embedded-engine.ts";

const repository = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
const specifiers = ["", "/clickhouse", "/gaussdb", "/provider", "/simulator"].map(
  (path) => `pulumi-clickhouse-gaussdb${path}`,
);

/** What a user writes who has read the README. */
const program = `
import type * as pulumi from "@pulumi/pulumi";
import { Provider } from "pulumi-clickhouse-gaussdb";
import { type GetBackupsResult, getBackups, getServiceOutput, Service } from "pulumi-clickhouse-gaussdb/clickhouse";
import { ParameterTemplate, type ParameterTemplateArgs } from "pulumi-clickhouse-gaussdb/gaussdb";

const args: ParameterTemplateArgs = { parameterValues: { long_query_time: 2 } };
const template = new ParameterTemplate("cdc", args);
const analytics = new Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: template.name }],
}, { protect: false });

export const other = Provider.name;
export const updated = template.updated;
export const url = analytics.httpsUrl;
export const state: pulumi.Output<string | undefined> = getServiceOutput({ serviceId: analytics.id }).apply(({ state }) => state);
export const backups: () => Promise<GetBackupsResult> = () => getBackups({ serviceId: "an id" });
`;

/** What a test of a user's stack and Pulumi's plugin import. */
const tools = `
import { handler } from "pulumi-clickhouse-gaussdb/provider";
import { type Simulator, startSimulator } from "pulumi-clickhouse-gaussdb/simulator";

export const provider = handler("gaussdb:ParameterTemplate");
export const start = async (): Promise<Simulator> => startSimulator({ speed: 600 });
`;

let folder: string;
let installed: string;
/** Everything in the tarball. */
let files: string[];

beforeAll(async () => {
  if (!existsSync(join(repository, "dist/sdk/index.js")))
    throw new Error("There is no dist: run `npm run build` first.");
  folder = await realpath(await mkdtemp(join(tmpdir(), "package-consumer-")));
  installed = join(folder, "node_modules/pulumi-clickhouse-gaussdb");
  const packed = await npm(repository, "pack", "--ignore-scripts", "--json", "--pack-destination", folder);
  const [tarball] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  files = tarball.files.map(({ path }) => path);
  await write("package.json", JSON.stringify({ name: "consumer", private: true, type: "module", main: "index.ts" }));
  const others = ["@pulumi/pulumi", "@types/node"].map((name) => `${name}@${versionOf(name)}`);
  await npm(folder, "install", "--no-audit", "--no-fund", "--prefer-offline", `./${tarball.filename}`, ...others);
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the package as npm installs it", () => {
  it("holds what users need", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "LICENSE",
        "README.md",
        "package.json",
        "dist/sdk/index.js",
        "dist/sdk/index.d.ts",
        "dist/provider/index.js",
        "dist/simulator/index.js",
        "spec/clickhouse-cloud.yaml",
        "spec/gaussdb-mysql.yaml",
      ]),
    );
  });

  it("holds nothing else: no tests, no scripts, no sources, nothing of the compiler's own", () => {
    const strange = files.filter((file) => !/^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(file));

    expect(strange.filter((file) => !/^(dist\/(provider|sdk|simulator)|spec)\//.test(file))).toEqual([]);
    expect(strange.filter((file) => /\.tsbuildinfo$|(?<!\.d)\.ts$|\.test\./.test(file))).toEqual([]);
  });

  it("holds code for each module that it exports, and its types", async () => {
    const { exports } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));

    const modules = Object.values(exports as Record<string, string>).filter((file) => file.endsWith(".js"));
    expect(modules).toHaveLength(specifiers.length);
    for (const file of modules) {
      expect(files).toContain(file.replace("./", ""));
      expect(files).toContain(file.replace("./", "").replace(/\.js$/, ".d.ts"));
    }
  });

  it("loads by import and, as Pulumi's plugin does it, by require", async () => {
    const script = `
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const names = {};
      for (const specifier of ${JSON.stringify(specifiers)}) {
        const { default: _, ...imported } = await import(specifier);
        if (Object.keys(imported).some((name) => require(specifier)[name] !== imported[name])) throw new Error(specifier);
        names[specifier] = Object.keys(imported);
      }
      console.log(JSON.stringify(names));
    `;
    await write("load.mjs", script);

    const { stdout } = await run(process.execPath, ["load.mjs"], { cwd: folder });

    expect(JSON.parse(stdout)).toMatchObject({
      "pulumi-clickhouse-gaussdb": expect.arrayContaining(["Provider", "clickhouse", "gaussdb"]),
      "pulumi-clickhouse-gaussdb/clickhouse": expect.arrayContaining(["ClickPipe", "Service"]),
      "pulumi-clickhouse-gaussdb/gaussdb": expect.arrayContaining(["Instance", "ParameterTemplate", "Proxy"]),
      "pulumi-clickhouse-gaussdb/provider": expect.arrayContaining(["handler"]),
      "pulumi-clickhouse-gaussdb/simulator": expect.arrayContaining(["startSimulator"]),
    });
  });

  it("has types that a strict program compiles with, and that refuse what is wrong", async () => {
    await write("index.ts", program);
    await write("tools.ts", tools);
    await write(
      "wrong.ts",
      program.replace('provider: "aws",', "provider: 7,").replace("parameterValues", "parameters"),
    );

    expect(await problems("index.ts", "tools.ts")).toEqual([]);
    expect(await problems("wrong.ts")).toEqual([
      expect.stringContaining("'parameters' does not exist"),
      expect.stringContaining("not assignable"),
    ]);
  });

  it("runs a Pulumi program against its own simulator", async () => {
    await write("Pulumi.yaml", "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n");
    await write("index.ts", program);
    const { startSimulator } = await installedSimulator();
    const simulator = await startSimulator({ speed: 3_000 });
    try {
      await using stack = await embeddedEngine.stack({ program: folder, config: configurationOf(simulator) });

      const up = await stack.up();
      const preview = await stack.preview({ expectNoChanges: true });
      const destroy = await stack.destroy();

      expect(up.ok, up.text).toBe(true);
      expect(up.outputs).toMatchObject({ url: expect.stringMatching(/^https:\/\//), updated: expect.any(String) });
      expect(preview.ok, preview.text).toBe(true);
      expect(destroy.ok, destroy.text).toBe(true);
      expect(simulator.admin.objects().clickhouse.services).toEqual([]);
    } finally {
      await simulator.close();
    }
  });
});

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder, name), text);
}

async function npm(cwd: string, ...args: string[]): Promise<string> {
  return (await run("npm", args, { cwd, maxBuffer: 16 * 1024 * 1024 })).stdout;
}

/** The version that this repository has installed. */
function versionOf(name: string): string {
  return (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;
}

/** What the compiler says of files of the consumer. */
async function problems(...names: string[]): Promise<string[]> {
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "--ignoreConfig"];
  const modules = ["--module", "nodenext", "--moduleResolution", "nodenext", "--target", "es2024", "--types", "node"];
  const compiler = join(repository, "node_modules/typescript/bin/tsc");
  const output = await run(process.execPath, [compiler, ...options, ...modules, ...names], { cwd: folder }).then(
    () => "",
    (failure: { stdout: string }) => failure.stdout,
  );
  return output.split("\n").filter((line) => line.includes("error TS"));
}

async function installedSimulator(): Promise<typeof simulators> {
  const file = createRequire(join(folder, "/")).resolve("pulumi-clickhouse-gaussdb/simulator");
  return import(/* @vite-ignore */ pathToFileURL(file).href);
}
