import { availableParallelism } from "node:os";
import type { Op } from "../engine.ts";
import type { EngineEvent } from "../events.ts";
import type { Project } from "../project.ts";
import type { Child } from "./child-process.ts";
import { deleteRemaining } from "./deletions.ts";
import { type ConfigValue, createDeployment, type Deployment } from "./deployment.ts";
import { engineService } from "./engine-service.ts";
import { serveGrpc } from "./grpc-server.ts";
import { createHooks } from "./hooks.ts";
import { monitorService } from "./monitor-service.ts";
import { messageOf } from "./plugin-client.ts";
import { startPlugin } from "./plugin-process.ts";
import { exitedAfterMessage, startProgram } from "./program-process.ts";
import type { Properties } from "./property-values.ts";
import { openProviders } from "./providers.ts";
import { refreshAll } from "./refresh.ts";
import { Bail, type Run, report } from "./run.ts";
import { openSnapshot, type StackState } from "./snapshot.ts";
import { isUrn, stackType } from "./urn.ts";

export interface OperationRequest {
  readonly kind: "up" | "refresh" | "destroy";
  readonly dryRun: boolean;
  readonly project: Project;
  readonly stack: string;
  readonly config: ReadonlyMap<string, ConfigValue>;
  readonly environment: Readonly<Record<string, string>>;
  readonly state: StackState;
  readonly target: readonly string[];
  readonly replace: readonly string[];
  readonly refresh: boolean;
  readonly parallel: number | undefined;
  emit(event: EngineEvent): void;
}

export interface OperationEnd {
  readonly failed: boolean;
  readonly cancelled: boolean;
  readonly changes: Readonly<Partial<Record<Op, number>>>;
  /** The stack's outputs, with their marks. */
  readonly outputs: Properties;
  readonly state: StackState;
}

/** An operation that runs. */
export interface Operation {
  readonly ended: Promise<OperationEnd>;
  /** Ctrl-C: the first lets nothing new begin and tells the plugins, the second does not wait for them. */
  interrupt(): void;
}

export function startOperation(request: OperationRequest): Operation {
  const interruptions: (() => void)[] = [];
  let count = 0;
  const ended = runOperation(request, (handler) => {
    interruptions.push(handler);
    for (let index = 0; index < count; index++) handler();
  });
  return {
    ended,
    interrupt() {
      count++;
      for (const handler of interruptions) handler();
    },
  };
}

async function runOperation(
  request: OperationRequest,
  onInterrupt: (handler: () => void) => void,
): Promise<OperationEnd> {
  const { project, stack, dryRun, emit } = request;
  const startedAt = performance.now();
  const logLine = (stream: "stdout" | "stderr", message: string) =>
    emit({ diagnosticEvent: { severity: stream === "stderr" ? "info#err" : "info", message } });
  const engine = await serveGrpc(
    engineService((diagnosticEvent) => {
      if (!diagnosticEvent.urn || isUrn(diagnosticEvent.urn)) return emit({ diagnosticEvent });
      // The CLI itself crashes here.
      report(run, "error", `panic: Urn is: '${diagnosticEvent.urn}'`);
      deployment.executor.fail();
    }),
  );
  const snapshot = openSnapshot(structuredClone(request.state));
  const providers = openProviders({
    base: () => snapshot.base,
    start: () =>
      startPlugin({
        project: project.name,
        folder: project.folder,
        engineAddress: engine.address,
        environment: request.environment,
        onLine: logLine,
      }),
  });
  const hooks = createHooks({
    dryRun,
    warn: (message, urn) => emit({ diagnosticEvent: { severity: "warning", message, urn } }),
  });
  const run: Run = {
    project: project.name,
    stack,
    dryRun,
    parallel: request.parallel ?? 4 * availableParallelism(),
    targets: request.target.length > 0 ? new Set(request.target) : undefined,
    replaces: new Set(request.replace),
    isRefresh: request.kind === "refresh",
    snapshot,
    providers,
    hooks,
    changes: {},
    emit,
  };
  const deployment = createDeployment(run, request.config);
  const interruption = watchInterruptions(run, deployment, onInterrupt);
  try {
    await runPhases(request, run, deployment, engine.address, logLine);
    reportEnd(run, deployment, interruption.count > 0);
  } catch (error) {
    if (!(error instanceof Bail)) report(run, "error", messageOf(error));
    deployment.executor.fail();
  } finally {
    await Promise.race([deployment.executor.idle(), interruption.abandoned]);
    hooks.close();
    await providers.close();
    engine.close();
  }
  const failed = deployment.executor.failed || deployment.planner.decisions.sawError;
  deployment.finalizeOutputs(failed || interruption.count > 0);
  const durationSeconds = Math.round((performance.now() - startedAt) / 100) / 10;
  emit({ summaryEvent: { durationSeconds, resourceChanges: run.changes } });
  const state = snapshot.state();
  const outputs = state.resources.find(({ type }) => type === stackType)?.outputs ?? {};
  return { failed, cancelled: interruption.count > 0, changes: run.changes, outputs, state };
}

/** What the CLI says in the end when no other error tells that the operation as a whole has failed. */
function reportEnd({ dryRun, emit }: Run, { executor, planner }: Deployment, isCancelled: boolean): void {
  const what = dryRun ? "preview" : "update";
  const how = executor.stepFailed || planner.decisions.sawError ? "failed" : isCancelled ? "canceled" : undefined;
  if (how) emit({ diagnosticEvent: { severity: "error", message: `${what} ${how}` } });
}

async function runPhases(
  request: OperationRequest,
  run: Run,
  deployment: Deployment,
  engineAddress: string,
  logLine: (stream: "stdout" | "stderr", message: string) => void,
): Promise<void> {
  const { executor } = deployment;
  if (request.kind === "refresh" || request.refresh) await refreshAll(run, executor);
  else if (!request.dryRun) warnOfPendingOperations(run, request.state);
  if (executor.isStopped || executor.failed || request.kind === "refresh") return;
  if (request.kind === "up") await runProgram(request, run, deployment, engineAddress, logLine);
  else await deleteRemaining(run, deployment.planner.decisions, executor);
}

/** Runs the program, deletes what it no longer names, and only then lets it end: its hooks may be needed. */
async function runProgram(
  request: OperationRequest,
  run: Run,
  deployment: Deployment,
  engineAddress: string,
  logLine: (stream: "stdout" | "stderr", message: string) => void,
): Promise<void> {
  const { project, stack, dryRun, environment } = request;
  const { executor } = deployment;
  const config = Object.fromEntries([...request.config].map(([key, { value }]) => [key, value]));
  const secretKeys = [...request.config].filter(([, { secret }]) => secret).map(([key]) => key);
  const facts = { project: project.name, stack, dryRun, parallel: run.parallel, config, secretKeys };
  const finished = Promise.withResolvers<"finished">();
  const over = Promise.withResolvers<void>();
  const actions = {
    ...deployment.actions,
    finished: () => {
      finished.resolve("finished");
      return over.promise;
    },
  };
  const monitor = await serveGrpc(monitorService(facts, actions));
  const { name, root, folder, entryPoint } = project;
  const program = startProgram({
    ...{
      root,
      folder,
      entryPoint,
      project: name,
      stack,
      parallel: run.parallel,
      dryRun,
      config,
      secretKeys,
      environment,
    },
    monitorAddress: monitor.address,
    engineAddress,
    onLine: logLine,
  });
  try {
    const end = await Promise.race([finished.promise, program.exited, executor.stopped.then(() => "stopped" as const)]);
    if (end === "finished" || end === 0) await afterProgram(run, deployment);
    else if (end !== "stopped") programFailed(run, executor, end);
  } finally {
    await executor.idle();
    over.resolve();
    await endProgram(program, executor.isStopped);
    monitor.close();
  }
}

async function afterProgram(run: Run, { executor, planner }: Deployment): Promise<void> {
  await executor.idle();
  refuseUnknownTargets(run, planner.decisions.seen);
  if (!executor.isStopped) await deleteRemaining(run, planner.decisions, executor);
}

function programFailed(run: Run, executor: Deployment["executor"], code: number | NodeJS.Signals): void {
  if (code !== exitedAfterMessage) {
    report(run, "error", `an unhandled error occurred: Program exited with non-zero exit code: ${code}`);
  }
  executor.fail();
}

async function endProgram(program: Child, isStopped: boolean): Promise<void> {
  if (isStopped) return program.stop({ within: 1000 });
  await program.exited;
}

function refuseUnknownTargets(run: Run, seen: ReadonlySet<string>): void {
  const known = new Set([...seen, ...run.snapshot.base.map(({ urn }) => urn)]);
  const missing = [...(run.targets ?? []), ...run.replaces].filter((urn) => !known.has(urn));
  for (const urn of missing) report(run, "error", `Target '${urn}' could not be found in the stack.`);
  if (missing.length > 0) throw new Bail("targets not found");
}

function warnOfPendingOperations(run: Run, { pendingOperations }: StackState): void {
  if (pendingOperations.length === 0) return;
  const list = pendingOperations.map(({ type, resource }) => `  * ${resource.urn}, interrupted while ${type}`);
  const message =
    "Attempting to deploy or update resources with pending operations from previous deployment.\n" +
    `${list.join("\n")}\nThese resources are in an unknown state because the Pulumi CLI was interrupted while waiting ` +
    "for changes to these resources to complete.";
  report(run, "warning", message);
}

function watchInterruptions(run: Run, { executor }: Deployment, onInterrupt: (handler: () => void) => void) {
  const abandoned = Promise.withResolvers<void>();
  const interruption = { count: 0, abandoned: abandoned.promise };
  onInterrupt(() => {
    interruption.count++;
    if (interruption.count > 1) {
      executor.abandon();
      abandoned.resolve();
      return;
    }
    executor.stop();
    void run.providers.cancel();
  });
  return interruption;
}
