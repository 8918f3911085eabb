import resourceMessages from "@pulumi/pulumi/proto/resource_pb.js";
import { definitionOf, tokens } from "../../provider/definitions.ts";
import { kindOf } from "../../scripts/generate/kind.ts";
import { type Kind, typeOf } from "../../sdk/kind.ts";
import { providerText } from "../../sdk/plugin.ts";
import { deleteRemaining } from "../engine/embedded/deletions.ts";
import { createDeployment, type Deployment } from "../engine/embedded/deployment.ts";
import { structOf } from "../engine/embedded/plugin-client.ts";
import { type Properties, plainProperties, secret, unknown } from "../engine/embedded/property-values.ts";
import type { Providers } from "../engine/embedded/providers.ts";
import { refreshAll } from "../engine/embedded/refresh.ts";
import { Bail, type Run, report } from "../engine/embedded/run.ts";
import { createSecretsManager } from "../engine/embedded/secrets-manager.ts";
import { openSnapshot, type StackState } from "../engine/embedded/snapshot.ts";
import { exportedState } from "../engine/embedded/state-file.ts";
import { makeUrn, referenceOf, stackType } from "../engine/embedded/urn.ts";
import type { EngineEvent } from "../engine/events.ts";
import { type Plugin, type PluginOptions, startPlugin } from "./plugin.ts";

/** A resource as a program declares it. Its arguments may use what it comes after: by default all before it. */
export interface Declaration {
  readonly token: string;
  readonly name: string;
  readonly after?: readonly string[];
  args(made: Readonly<Record<string, Made>>): Properties;
}

/** A declared resource: its properties are unknown where a preview does not know them. */
export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

export type Program = readonly Declaration[];

/** What an operation has come to, and all that its user could see. */
export interface Outcome {
  readonly ok: boolean;
  /** The steps that change something, for example `update analytics`. */
  readonly changes: readonly string[];
  /** What changes in them. */
  readonly paths: readonly string[];
  readonly errors: readonly string[];
  readonly text: string;
}

/** How an operation is carried out. */
export interface OperationOptions extends Pick<PluginOptions, "load"> {
  /** Steps that run at a time. Default 8. */
  readonly parallel?: number;
  /** Hears what happens when it happens. */
  onEvent?(event: EngineEvent): void;
}

export interface Stack {
  preview(program: Program): Promise<Outcome>;
  up(program: Program, options?: OperationOptions): Promise<Outcome>;
  refresh(options?: OperationOptions): Promise<Outcome>;
  previewRefresh(): Promise<Outcome>;
  /** The state as it is kept, secrets encrypted. */
  kept(): string;
  /** The ids of the state, by resource. */
  ids(): Readonly<Record<string, string>>;
  /** What kills the plugin that serves the running operation, and no later one. */
  killer(): () => void;
}

interface Task {
  readonly kind: "up" | "refresh";
  readonly dryRun: boolean;
  readonly program: Program;
  readonly options?: OperationOptions | undefined;
}

/** Loaded at once: the disk does not wait in virtual time. */
const kinds = new Map(
  await Promise.all(tokens.map(async (token) => [token, kindOf(await definitionOf(token))] as const)),
);

/** A stack whose engine and plugins live in this process, the engine's planner is that of the embedded engine. */
export function newStack(options: Omit<PluginOptions, "onLog" | "load">): Stack {
  const secrets = createSecretsManager();
  let state: StackState = { resources: [], pendingOperations: [] };
  let plugins: Plugin[] = [];

  async function perform({
    kind,
    dryRun,
    program,
    options: { parallel = 8, onEvent, ...how } = {},
  }: Task): Promise<Outcome> {
    const events: EngineEvent[] = [];
    const emit = (event: EngineEvent) => {
      events.push(event);
      onEvent?.(event);
    };
    const snapshot = openSnapshot(structuredClone(state));
    const start = (configuration: Properties) => {
      const onLog: PluginOptions["onLog"] = (severity, message, urn) =>
        emit({ diagnosticEvent: { severity, message, urn, ephemeral: severity === "info" } });
      const plugin = startPlugin({ ...options, ...how, configuration, onLog });
      plugins.push(plugin);
      return plugin.client;
    };
    const run: Run = {
      project: "shop",
      stack: "dev",
      dryRun,
      parallel,
      targets: undefined,
      replaces: new Set(),
      isRefresh: kind === "refresh",
      snapshot,
      providers: providersOf(start, () => snapshot.base),
      hooks: { register: () => undefined, run: async () => undefined, close: () => undefined },
      changes: {},
      emit,
    };
    const config = Object.entries(options.configuration).map(([key, value]) => {
      return [key, { value: String(value), secret: /secret|password/i.test(key) }] as const;
    });
    const deployment = createDeployment(run, new Map(config));
    const ok = await carryOut(run, deployment, { kind, dryRun, program });
    for (const plugin of plugins) plugin.kill();
    plugins = [];
    if (!dryRun) state = snapshot.state();
    return outcome(ok, events);
  }

  return {
    preview: (program) => perform({ kind: "up", dryRun: true, program }),
    up: (program, how) => perform({ kind: "up", dryRun: false, program, options: how }),
    refresh: (how) => perform({ kind: "refresh", dryRun: false, program: [], options: how }),
    previewRefresh: () => perform({ kind: "refresh", dryRun: true, program: [] }),
    kept: () => JSON.stringify(exportedState(state, secrets)),
    ids: () =>
      Object.fromEntries(
        state.resources.flatMap(({ urn, id, type }) =>
          id === undefined || type.startsWith("pulumi:") ? [] : [[urn.slice(urn.lastIndexOf("::") + 2), id]],
        ),
      ),
    killer() {
      const victims = [...plugins];
      return () => {
        for (const plugin of victims) plugin.kill();
      };
    },
  };
}

function providersOf(
  start: (configuration: Properties) => Plugin["client"],
  base: () => StackState["resources"],
): Providers {
  const clients = new Map<string, Plugin["client"]>();
  const load = (reference: string, inputs: Properties) => {
    const client = start(plainProperties(inputs));
    clients.set(reference, client);
    return client;
  };
  return {
    client(reference) {
      const recorded = base().find((resource) => referenceOf(resource) === reference);
      return clients.get(reference) ?? load(reference, recorded?.inputs ?? {});
    },
    configure({ urn, id, inputs }) {
      load(referenceOf({ urn, id }), inputs);
    },
    cancel: async () => undefined,
    close: async () => undefined,
  };
}

async function carryOut(run: Run, deployment: Deployment, { kind, program }: Task): Promise<boolean> {
  const { executor, planner } = deployment;
  try {
    if (kind === "refresh") await refreshAll(run, executor);
    else {
      await declare(run, deployment, program);
      await executor.idle();
      if (!executor.isStopped) await deleteRemaining(run, planner.decisions, executor);
    }
  } catch (error) {
    if (!(error instanceof Bail)) report(run, "error", String(error));
    executor.fail();
  }
  await executor.idle();
  return !executor.failed && !planner.decisions.sawError;
}

/** What the program's process does. */
async function declare(run: Run, { actions }: Deployment, program: Program): Promise<void> {
  const stack = new resourceMessages.RegisterResourceRequest();
  stack.setType(stackType);
  stack.setName(`${run.project}-${run.stack}`);
  const parent = (await actions.register(stack)).urn;
  const made: Record<string, Promise<Made>> = {};
  for (const declaration of program) {
    const before = Object.entries(made).filter(([name]) => declaration.after?.includes(name) ?? true);
    made[declaration.name] = (async () => {
      const known = await Promise.all(before.map(async ([name, resource]) => [name, await resource] as const));
      const kind = kinds.get(declaration.token) as Kind;
      const state = await actions.register(registration(run, kind, parent, declaration, Object.fromEntries(known)));
      const outputs = Object.fromEntries(kind.properties.map((key) => [key, run.dryRun ? unknown : undefined]));
      const visible = plainProperties({ ...outputs, ...state.inputs, ...state.outputs });
      return { id: state.id || unknown, outputs: visible };
    })();
  }
  // What could not be registered was reported.
  await Promise.allSettled(Object.values(made));
}

function registration(
  run: Run,
  kind: Kind,
  parent: string,
  { name, args }: Declaration,
  made: Readonly<Record<string, Made>>,
) {
  const type = typeOf(kind);
  const request = new resourceMessages.RegisterResourceRequest();
  const inputs = {
    ...withSecrets(args(made), kind.secrets),
    __provider: providerText(kind.token),
    __urn: makeUrn(run.stack, run.project, undefined, type, name),
  };
  request.setType(type);
  request.setName(name);
  request.setParent(parent);
  request.setCustom(true);
  request.setObject(structOf(inputs));
  request.setAdditionalsecretoutputsList([...kind.secretOutputs]);
  if (kind.deleteBeforeReplace) {
    request.setDeletebeforereplace(true);
    request.setDeletebeforereplacedefined(true);
  }
  return request;
}

/** The arguments with their secret leaves marked, as the SDK does it. */
function withSecrets(value: Properties, paths: readonly string[]): Properties {
  const marked = structuredClone(value);
  for (const path of paths) markAt(marked, path.split("."));
  return marked;
}

function markAt(value: unknown, [key = "", ...rest]: readonly string[]): void {
  if (typeof value !== "object" || value === null) return;
  const parts = value as Record<string, unknown>;
  for (const name of key === "*" ? Object.keys(parts) : [key]) {
    if (parts[name] === undefined) continue;
    if (rest.length === 0) parts[name] = secret(parts[name]);
    else markAt(parts[name], rest);
  }
}

function outcome(ok: boolean, events: readonly EngineEvent[]): Outcome {
  const said = events.flatMap(({ diagnosticEvent }) => (diagnosticEvent ? [diagnosticEvent] : []));
  const steps = events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
    const metadata = resOutputsEvent?.metadata ?? resourcePreEvent?.metadata;
    if (!metadata || ["same", "refresh", "read"].includes(metadata.op)) return [];
    return [`${metadata.op} ${metadata.urn.slice(metadata.urn.lastIndexOf("::") + 2)}`];
  });
  const paths = events.flatMap(({ resourcePreEvent, resOutputsEvent }) =>
    Object.keys((resOutputsEvent ?? resourcePreEvent)?.metadata.detailedDiff ?? {}),
  );
  return {
    ok,
    changes: [...new Set(steps)],
    paths: [...new Set(paths)],
    errors: said.filter(({ severity }) => severity === "error").map(({ message, urn = "" }) => `${urn}: ${message}`),
    text: JSON.stringify(events),
  };
}
