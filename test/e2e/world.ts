import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.ts";
import type { Configuration, Engine, ExportedResource, Result, Stack } from "../engine/engine.ts";

/** Secrets that programs of these tests use: none of them may ever be seen in clear. */
export const secrets = {
  password: "Sekret_Instance_345612",
  newPassword: "Sekret_Changed_998877",
  servicePassword: "Sekret-Service-Password-1",
  pipePassword: "Sekret-Pipe-Password-2",
} as const;

/** Both clouds, simulated, and a stack that lives there. */
export interface World extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly stack: Stack;
  /** Another stack in the same clouds. */
  another(source: string): Promise<Stack>;
  /** Gives the stack another program. */
  program(source: string): Promise<void>;
  /** The stack's resources of this package, by name. */
  resources(): Promise<Record<string, ExportedResource>>;
}

/** Starts the clouds and makes a stack with a program: statements after the imports of the package. */
export async function newWorld(engine: Engine, source: string, options: SimulatorOptions = {}): Promise<World> {
  const simulator = await startSimulator({ speed: 3_000, ...options });
  const folder = await mkdtemp(join(tmpdir(), "pulumi-program-"));
  let programs = 0;
  const write = async (statements: string) => {
    programs += 1;
    return writeProgram(join(folder, String(programs)), statements);
  };
  const newStack = async (statements: string) =>
    engine.stack({ program: await write(statements), config: configurationOf(simulator) });
  const stacks = [await newStack(source)];
  const [stack] = stacks as [Stack];
  return {
    simulator,
    stack,
    another: async (statements) => {
      const other = await newStack(statements);
      stacks.push(other);
      return other;
    },
    program: async (statements) => stack.program(await write(statements)),
    resources: () => resourcesOf(stack),
    async [Symbol.asyncDispose]() {
      for (const each of stacks) {
        expectNoSecret(JSON.stringify(await each.export()));
        await each[Symbol.asyncDispose]();
      }
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The resources of this package in a stack's state, by name. */
export async function resourcesOf(stack: Stack): Promise<Record<string, ExportedResource>> {
  const { deployment } = await stack.export();
  const own = (deployment.resources ?? []).filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/"));
  return Object.fromEntries(own.map((resource) => [resource.urn.slice(resource.urn.lastIndexOf("::") + 2), resource]));
}

/** The stack's configuration for simulated clouds. */
export function configurationOf({ url, credentials: { clickhouse, huawei } }: Simulator): Configuration {
  return {
    "clickhouse:organizationId": clickhouse.organizationId,
    "clickhouse:tokenKey": clickhouse.tokenKey,
    "clickhouse:tokenSecret": { secret: clickhouse.tokenSecret },
    "clickhouse:apiUrl": url,
    "huaweicloud:region": "ap-southeast-3",
    "huaweicloud:accessKey": huawei.accessKey,
    "huaweicloud:secretKey": { secret: huawei.secretKey },
    "huaweicloud:endpoint": url,
    "huaweicloud:authUrl": url,
  };
}

const repository = resolve(import.meta.dirname, "../..");

async function writeProgram(folder: string, statements: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  // Both the program and the plugin look for packages from the program's folder.
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  const project = { name: "shop", runtime: { name: "nodejs", options: { typescript: false } } };
  await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify(project));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module", main: "index.ts" }));
  const imports =
    'import * as pulumi from "@pulumi/pulumi";\nimport { clickhouse, gaussdb, Provider } from "pulumi-clickhouse-gaussdb";\n';
  await writeFile(join(folder, "index.ts"), `${imports}${statements}\n`);
  return folder;
}

/** A text that users or states show holds no secret of these tests. */
export function expectNoSecret(text: string): void {
  for (const [name, secret] of Object.entries(secrets)) {
    expect(text.includes(secret), `the secret "${name}" is to be seen in clear`).toBe(false);
  }
}

/** The operation succeeded; if not, what the user saw is the failure's message. */
export function expectOk(result: Result): Result {
  expectNoSecret(result.text);
  expect(result.ok, result.text).toBe(true);
  return result;
}

/** The operation failed and told so without a secret. */
export function expectFailure(result: Result): Result {
  expectNoSecret(result.text);
  expect(result.ok, result.text).toBe(false);
  return result;
}

/** The operation found nothing to change. */
export function expectNoChange(result: Result): void {
  expectOk(result);
  const changed = result.steps.filter(({ op }) => op !== "same" && op !== "refresh");
  expect(changed, result.text).toEqual([]);
}
