import { accessSync, constants } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import {
  type EngineEvent as CliEvent,
  LocalWorkspace,
  type Stack as PulumiStack,
  type Deployment as StackDeployment,
} from "@pulumi/pulumi/automation/index.js";
import { isDefaultProvider } from "./embedded/urn.ts";
import type {
  Configuration,
  Deployment,
  Engine,
  OperationOptions,
  RefreshOptions,
  Stack,
  StackOptions,
} from "./engine.ts";
import type { EngineEvent } from "./events.ts";
import { diagnosticsOf, stepsOf, visibleOutputs } from "./result.ts";

/** Pulumi's own engine, driven through the Automation API, with a home and a backend of its own. */
export const cliEngine: Engine = { name: "Pulumi CLI", stack: cliStack };

/** Whether this machine has the CLI. */
export function hasCli(path: string = process.env.PATH ?? ""): boolean {
  return path.split(delimiter).some((folder) => isExecutable(join(folder, "pulumi")));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function cliStack({
  stack: stackName = "test",
  program,
  config,
  environment,
  onOutput,
}: StackOptions): Promise<Stack> {
  const home = await mkdtemp(join(tmpdir(), "pulumi-cli-"));
  const backend = join(home, "backend");
  await mkdir(backend);
  const settings = {
    pulumiHome: home,
    envVars: {
      PULUMI_CLICKHOUSE_GAUSSDB_JOURNAL: "",
      ...environment,
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "of tests only",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  };
  const configurationFile = (folder: string) => join(folder, `Pulumi.${stackName}.yaml`);
  let folder = program;
  let current = await LocalWorkspace.createStack({ stackName, workDir: folder }, settings);
  let interrupts = new EventTarget();

  const run = async (operate: Operate) => {
    interrupts = new EventTarget();
    return operation(operate, interrupts, onOutput);
  };
  const configure = async (values: Configuration) => {
    await current.setAllConfig(
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, settingOf(value)])),
    );
  };
  if (config) await configure(config);

  return {
    home,
    config: configure,
    async program(next) {
      // It holds what the state's secrets are encrypted with.
      if (next !== folder) await copyFile(configurationFile(folder), configurationFile(next));
      if (next !== folder) await rm(configurationFile(folder), { force: true });
      folder = next;
      current = await LocalWorkspace.selectStack({ stackName, workDir: folder }, settings);
    },
    preview: (options) => run((more) => current.preview({ ...listed(options), ...more })),
    up: (options) => run((more) => current.up({ ...listed(options), ...more })),
    refresh: (options) => run((more) => current.refresh({ ...listed(options), ...more })),
    destroy: (options) => run((more) => current.destroy({ ...listed(options), ...more })),
    export: () => recorded(backend, stackName),
    import: (deployment) => current.importStack(deployment as StackDeployment),
    unprotect: (urn) => unprotect(current, urn),
    interrupt: () => interrupts.dispatchEvent(new Event("abort")),
    async [Symbol.asyncDispose]() {
      await rm(configurationFile(folder), { force: true });
      await rm(home, { recursive: true, force: true });
    },
  };
}

interface Listening {
  onEvent(event: CliEvent): void;
  onOutput(text: string): void;
  onError(text: string): void;
  signal: AbortSignal;
  color: "never";
}
type Operate = (listening: Listening) => Promise<object>;
type Outputs = Record<string, { value: unknown }>;

async function operation(operate: Operate, interrupts: EventTarget, onOutput?: (line: string) => void) {
  const events: EngineEvent[] = [];
  const printed = linePrinter(onOutput);
  const listening: Listening = {
    onEvent: (event) => {
      if (isShown(event)) events.push(event as EngineEvent);
    },
    onOutput: printed.add,
    onError: printed.add,
    // The Automation API sends SIGINT for each event of this name, a real signal has only one.
    signal: interrupts as AbortSignal,
    color: "never",
  };
  const { exitCode, outputs } = await operate(listening).then(
    (ended) => ({ exitCode: 0, outputs: "outputs" in ended ? valuesOf(ended.outputs as Outputs) : undefined }),
    (error) => ({ exitCode: exitCodeOf(error), outputs: undefined }),
  );
  return {
    ok: exitCode === 0,
    exitCode,
    changes: events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {},
    steps: stepsOf(events),
    diagnostics: diagnosticsOf(events),
    outputs: outputs ?? stackOutputsOf(events),
    text: printed.text(),
  };
}

/** The log also has debugging messages, and steps of providers that no program has made. */
function isShown({ diagnosticEvent, resourcePreEvent, resOutputsEvent }: CliEvent): boolean {
  const urn = (resourcePreEvent ?? resOutputsEvent)?.metadata.urn;
  return (diagnosticEvent?.severity as string) !== "debug" && !(urn && isDefaultProvider(urn));
}

/** @throws what is no failed command. */
function exitCodeOf(error: unknown): number {
  const { commandResult } = error as { commandResult?: { code: number; err?: { exitCode?: number } } };
  if (!commandResult) throw error;
  return commandResult.err?.exitCode ?? commandResult.code;
}

function linePrinter(onOutput?: (line: string) => void) {
  let text = "";
  let begun = "";
  return {
    add(chunk: string) {
      text += chunk;
      const lines = (begun + chunk).split("\n");
      begun = lines.pop() ?? "";
      for (const line of lines) onOutput?.(line);
    },
    text: () => text,
  };
}

/** The Automation API wants arrays that it may change, and no undefined. */
function listed({ target, replace, ...rest }: OperationOptions & RefreshOptions = {}) {
  return { ...rest, ...(target ? { target: [...target] } : {}), ...(replace ? { replace: [...replace] } : {}) };
}

/** The Automation API exports secrets in clear only. */
async function recorded(backend: string, stackName: string): Promise<Deployment> {
  const folder = join(backend, ".pulumi", "stacks");
  const file = (await readdir(folder, { recursive: true })).find((name) => basename(name) === `${stackName}.json`);
  const { version, checkpoint } = JSON.parse(await readFile(join(folder, file ?? ""), "utf8"));
  return { version, deployment: checkpoint.latest ?? {} };
}

async function unprotect(stack: PulumiStack, urn: string): Promise<void> {
  const exported = (await stack.exportStack()) as Deployment;
  const resources = exported.deployment.resources?.map((resource) =>
    resource.urn === urn ? { ...resource, protect: false } : resource,
  );
  await stack.importStack({ ...exported, deployment: { ...exported.deployment, resources } } as StackDeployment);
}

/** What a preview knows of the outputs. */
function stackOutputsOf(events: readonly EngineEvent[]): Record<string, unknown> {
  const ended = events.findLast(({ resOutputsEvent }) => resOutputsEvent?.metadata.type === "pulumi:pulumi:Stack");
  return visibleOutputs(ended?.resOutputsEvent?.metadata.new?.outputs ?? {});
}

const settingOf = (value: Configuration[string]) =>
  typeof value === "string" ? { value } : { value: value.secret, secret: true };

const valuesOf = (outputs: Outputs) =>
  Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]));
