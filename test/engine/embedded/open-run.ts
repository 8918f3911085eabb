import { availableParallelism } from "node:os";
import type { DiagnosticEvent } from "../events.ts";
import { engineService } from "./engine-service.ts";
import { serveGrpc } from "./grpc-server.ts";
import { createHooks } from "./hooks.ts";
import type { OperationRequest } from "./operation.ts";
import { startPlugin } from "./plugin-process.ts";
import { openProviders } from "./providers.ts";
import { type Run, report } from "./run.ts";
import { openSnapshot } from "./snapshot.ts";
import { isUrn } from "./urn.ts";

/** A run with all that it holds open. */
export interface OpenRun extends AsyncDisposable {
  readonly run: Run;
  /** Where program and plugins log. */
  readonly engineAddress: string;
  /** Shows a line that a program or plugin prints. */
  logLine(stream: "stdout" | "stderr", line: string): void;
}

/** @param panic is called when something is logged that the CLI does not survive. */
export async function openRun(request: OperationRequest, panic: () => void): Promise<OpenRun> {
  const { project, stack, dryRun, emit, environment } = request;
  const { name, folder } = project;
  const log = (event: DiagnosticEvent) => {
    if (!event.urn || isUrn(event.urn)) return emit({ diagnosticEvent: event });
    report(run, "error", `panic: Urn is: '${event.urn}'`);
    panic();
  };
  const logLine = (stream: "stdout" | "stderr", message: string) =>
    log({ severity: stream === "stderr" ? "info#err" : "info", message });
  const engine = await serveGrpc(engineService(log));
  const snapshot = openSnapshot(structuredClone(request.state));
  const providers = openProviders({
    base: () => snapshot.base,
    start: () => startPlugin({ project: name, folder, engineAddress: engine.address, environment, onLine: logLine }),
  });
  const hooks = createHooks({ dryRun, warn: (message, urn) => log({ severity: "warning", message, urn }) });
  const run: Run = {
    project: name,
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
  return {
    run,
    engineAddress: engine.address,
    logLine,
    async [Symbol.asyncDispose]() {
      hooks.close();
      await providers.close();
      engine.close();
    },
  };
}
