import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Configuration,
  Engine,
  Op,
  OperationOptions,
  RefreshOptions,
  Result,
  Stack,
  StackOptions,
} from "../engine.ts";
import type { EngineEvent } from "../events.ts";
import { readProject } from "../project.ts";
import { diagnosticsOf, stepsOf, visibleOutputs } from "../result.ts";
import type { ConfigValue } from "./deployment.ts";
import { createDisplay } from "./display.ts";
import { type Operation, type OperationRequest, startOperation } from "./operation.ts";
import { plainProperties } from "./property-values.ts";
import { createSecretsManager } from "./secrets-manager.ts";
import type { StackState } from "./snapshot.ts";
import { exportedState, importedState } from "./state-file.ts";

/** Runs programs without the CLI, and does to program, plugin and state what the CLI does. A test instrument. */
export const embeddedEngine: Engine = { name: "embedded engine", stack: async (options) => embeddedStack(options) };

type Task = Pick<OperationRequest, "kind" | "dryRun"> & { readonly title: string };

function embeddedStack({ stack = "test", program, config = {}, environment = {}, onOutput }: StackOptions): Stack {
  const secrets = createSecretsManager();
  const settings = new Map<string, ConfigValue>();
  let project = readProject(program);
  const home = mkdtempSync(join(tmpdir(), "pulumi-home-"));
  let state: StackState = { resources: [], pendingOperations: [] };
  let running: Operation | undefined;

  const configure = (values: Configuration) => {
    for (const [key, value] of Object.entries(values)) {
      const name = key.includes(":") ? key : `${project.name}:${key}`;
      settings.set(name, typeof value === "string" ? { value, secret: false } : { value: value.secret, secret: true });
    }
  };
  const run = async (task: Task, options: OperationOptions): Promise<Result> => {
    const events: EngineEvent[] = [];
    const { title, ...kind } = task;
    const display = createDisplay({
      title: `${title} (${stack})`,
      dryRun: task.dryRun,
      onLine: (line) => onOutput?.(line),
    });
    running = startOperation({
      ...kind,
      project,
      stack,
      config: new Map(settings),
      environment: { PULUMI_HOME: home, PULUMI_CLICKHOUSE_GAUSSDB_JOURNAL: "", ...environment },
      state,
      target: options.target ?? [],
      replace: options.replace ?? [],
      refresh: options.refresh ?? false,
      parallel: options.parallel,
      emit(event) {
        events.push(event);
        display.show(event);
      },
    });
    const end = await running.ended;
    running = undefined;
    if (!task.dryRun) state = end.state;
    const refused = options.expectNoChanges && hasChanges(end.changes) && !end.failed;
    if (refused) display.say(`error: ${unexpectedChanges(task)}`);
    const exitCode = end.cancelled ? 8 : end.failed ? 1 : refused ? 7 : 0;
    return {
      ok: exitCode === 0,
      exitCode,
      changes: end.changes,
      steps: stepsOf(events),
      diagnostics: diagnosticsOf(events),
      outputs: exitCode === 0 && isUpdate(task) ? plainProperties(end.outputs) : visibleOutputs(end.outputs),
      text: display.text(),
    };
  };
  configure(config);

  return {
    home,
    config: async (values) => configure(values),
    async program(folder) {
      project = readProject(folder);
    },
    preview: (options = {}) => run({ kind: "up", dryRun: true, title: "Previewing update" }, options),
    up: (options = {}) => run({ kind: "up", dryRun: false, title: "Updating" }, options),
    refresh: ({ previewOnly = false, ...options }: RefreshOptions = {}) =>
      run({ kind: "refresh", dryRun: previewOnly, title: previewOnly ? "Previewing refresh" : "Refreshing" }, options),
    destroy: (options = {}) => run({ kind: "destroy", dryRun: false, title: "Destroying" }, options),
    export: async () => exportedState(state, secrets),
    async import(deployment) {
      state = importedState(deployment, secrets);
    },
    async unprotect(urn) {
      const resources = state.resources.map((one) => (one.urn === urn ? { ...one, protect: false } : one));
      state = { ...state, resources };
    },
    interrupt: () => running?.interrupt(),
    async [Symbol.asyncDispose]() {
      running?.interrupt();
      running?.interrupt();
      await running?.ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const unchanging: ReadonlySet<string> = new Set<Op>(["same", "read", "read-replacement", "read-discard"]);

function hasChanges(changes: Result["changes"]): boolean {
  return Object.entries(changes).some(([op, count]) => count > 0 && !unchanging.has(op));
}

function unexpectedChanges({ kind, dryRun }: Task): string {
  const what = kind === "refresh" ? " for refresh" : "";
  return `no changes were expected${what} but changes ${dryRun ? "were proposed" : "occurred"}`;
}

const isUpdate = ({ kind, dryRun }: Task) => kind === "up" && !dryRun;
