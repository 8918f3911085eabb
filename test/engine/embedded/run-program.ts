import type { Child } from "./child-process.ts";
import { deleteRemaining } from "./deletions.ts";
import type { Deployment } from "./deployment.ts";
import { serveGrpc } from "./grpc-server.ts";
import { monitorService } from "./monitor-service.ts";
import type { OpenRun } from "./open-run.ts";
import type { OperationRequest } from "./operation.ts";
import { exitedAfterMessage, startProgram } from "./program-process.ts";
import { Bail, type Run, report } from "./run.ts";

/** Runs the program, deletes what it no longer names, and only then lets it end: its hooks may be needed. */
export async function runProgram(request: OperationRequest, open: OpenRun, deployment: Deployment): Promise<void> {
  const { run, engineAddress, logLine } = open;
  const { executor } = deployment;
  const { root, folder, entryPoint } = request.project;
  const facts = factsOf(request, run);
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
  const addresses = { monitorAddress: monitor.address, engineAddress };
  const { environment } = request;
  const program = startProgram({ ...facts, ...addresses, root, folder, entryPoint, environment, onLine: logLine });
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

/** What the program is told of its deployment. */
function factsOf({ config }: OperationRequest, { project, stack, parallel, dryRun }: Run) {
  return {
    project,
    stack,
    parallel,
    dryRun,
    config: Object.fromEntries([...config].map(([key, { value }]) => [key, value])),
    secretKeys: [...config].filter(([, { secret }]) => secret).map(([key]) => key),
  };
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
