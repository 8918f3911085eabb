import type { Op } from "../engine.ts";
import type { EngineEvent } from "../events.ts";
import type { Project } from "../project.ts";
import { deleteRemaining } from "./deletions.ts";
import { type ConfigValue, createDeployment, type Deployment } from "./deployment.ts";
import { type OpenRun, openRun } from "./open-run.ts";
import { messageOf } from "./plugin-client.ts";
import type { Properties } from "./property-values.ts";
import { refreshAll } from "./refresh.ts";
import { Bail, type Run, report } from "./run.ts";
import { runProgram } from "./run-program.ts";
import type { StackState } from "./snapshot.ts";
import { stackType } from "./urn.ts";

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
  const startedAt = performance.now();
  const open = await openRun(request, () => deployment.executor.fail());
  const { run } = open;
  const deployment = createDeployment(run, request.config);
  const { executor, planner } = deployment;
  const interruption = watchInterruptions(run, deployment, onInterrupt);
  try {
    await runPhases(request, open, deployment);
    reportEnd(run, deployment, interruption.count > 0);
  } catch (error) {
    if (!(error instanceof Bail)) report(run, "error", messageOf(error));
    executor.fail();
  } finally {
    await Promise.race([executor.idle(), interruption.abandoned]);
    await open[Symbol.asyncDispose]();
  }
  const failed = executor.failed || planner.decisions.sawError;
  const cancelled = interruption.count > 0;
  deployment.finalizeOutputs(failed || cancelled);
  const durationSeconds = Math.round((performance.now() - startedAt) / 100) / 10;
  run.emit({ summaryEvent: { durationSeconds, resourceChanges: run.changes } });
  const state = run.snapshot.state();
  const outputs = state.resources.find(({ type }) => type === stackType)?.outputs ?? {};
  return { failed, cancelled, changes: run.changes, outputs, state };
}

/** What the CLI says in the end when no other error tells that the operation as a whole has failed. */
function reportEnd({ dryRun, emit }: Run, { executor, planner }: Deployment, isCancelled: boolean): void {
  const what = dryRun ? "preview" : "update";
  const how = executor.stepFailed || planner.decisions.sawError ? "failed" : isCancelled ? "canceled" : undefined;
  if (how) emit({ diagnosticEvent: { severity: "error", message: `${what} ${how}` } });
}

async function runPhases(request: OperationRequest, open: OpenRun, deployment: Deployment): Promise<void> {
  const { run } = open;
  const { executor, planner } = deployment;
  if (request.kind === "refresh" || request.refresh) await refreshAll(run, executor);
  else if (!request.dryRun) warnOfPendingOperations(run, request.state);
  if (executor.isStopped || executor.failed || request.kind === "refresh") return;
  if (request.kind === "up") await runProgram(request, open, deployment);
  else await deleteRemaining(run, planner.decisions, executor);
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
