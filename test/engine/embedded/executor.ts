import { messageOf } from "./plugin-client.ts";
import { type Properties, redacted, secret } from "./property-values.ts";
import type { ResourceState } from "./resource-state.ts";
import { Bail, type Run, report } from "./run.ts";
import type { PendingOperation } from "./snapshot.ts";
import { DeleteProtected, type Step, urnOf } from "./steps.ts";
import { isDefaultProvider } from "./urn.ts";

/** Runs steps, some at a time. After a failure nothing new begins, and what runs is waited for. */
export interface Executor {
  /** Waits for a free place and begins the steps, one after the other. The answer's promise tells their end. */
  start(steps: readonly Step[]): Promise<{ readonly ended: Promise<boolean> }>;
  /** Lets nothing new begin. */
  stop(): void;
  /** Stops for good, without waiting for what runs: the calls' ends are not seen. */
  abandon(): void;
  /** Lets nothing new begin, because something has failed. */
  fail(): void;
  /** Whether something has failed. */
  readonly failed: boolean;
  /** Whether it was a step: the CLI then says so once more at the end. */
  readonly stepFailed: boolean;
  readonly isStopped: boolean;
  /** Ends when nothing new will begin any more, and what runs has ended. */
  readonly stopped: Promise<void>;
  /** Ends when nothing runs. */
  idle(): Promise<void>;
}

export function createExecutor(run: Run): Executor {
  const running = new Set<Promise<boolean>>();
  const stopping = Promise.withResolvers<void>();
  const abandoned = Promise.withResolvers<never>();
  abandoned.promise.catch(() => {});
  let isStopped = false;
  let failed = false;
  const stop = () => {
    isStopped = true;
    stopping.resolve();
  };
  let stepFailed = false;
  const failStep = (error: unknown, step: Step) => {
    failed = true;
    stepFailed = true;
    // What else is read in a refresh is still worth knowing, as are all resources that are protected.
    if (step.op !== "refresh" && !(error instanceof DeleteProtected)) stop();
    if (!(error instanceof Bail)) report(run, "error", messageOf(error), urnOf(step));
  };
  const execute = async (steps: readonly Step[]): Promise<boolean> => {
    for (const step of steps) {
      if (isStopped) return false;
      try {
        await executeStep(run, step, abandoned.promise);
      } catch (error) {
        failStep(error, step);
        return false;
      }
    }
    return true;
  };
  const idle = async () => {
    while (running.size > 0) await Promise.allSettled(running);
  };
  return {
    async start(steps) {
      while (running.size >= run.parallel) await Promise.race(running);
      const ended = execute(steps);
      running.add(ended);
      ended.finally(() => running.delete(ended));
      return { ended };
    },
    stop,
    abandon() {
      stop();
      abandoned.reject(new Bail("cancelled"));
    },
    fail() {
      failed = true;
      stop();
    },
    get failed() {
      return failed;
    },
    get stepFailed() {
      return stepFailed;
    },
    get isStopped() {
      return isStopped;
    },
    stopped: stopping.promise.then(idle),
    idle,
  };
}

async function executeStep(run: Run, step: Step, abandoned: Promise<never>): Promise<void> {
  const metadata = () => metadataOf(step);
  const isShown = !isDefaultProvider(urnOf(step)) && step.op !== "remove-pending-replace";
  if (isShown) run.emit({ resourcePreEvent: { metadata: metadata() } });
  const end = beginningOf(run, step);
  try {
    const initErrors = await Promise.race([step.apply(), abandoned]);
    if (step.new && step.op !== "replace") protectOutputs(step.new);
    step.record();
    if (initErrors) throw new Error(unfinishedText(initErrors));
  } catch (error) {
    if (!(error instanceof Bail)) end?.();
    if (isShown) run.emit({ resOpFailedEvent: { metadata: metadata() } });
    throw error;
  }
  end?.();
  if (isShown) succeed(run, step);
  step.settle?.();
}

function succeed(run: Run, step: Step): void {
  const op = step.op === "refresh" && run.isRefresh ? resultOp(step) : step.op;
  const counts = step.op === "refresh" ? run.isRefresh : step.op === "read" ? isReadCounted(step) : step.logical;
  if (counts) run.changes[op] = (run.changes[op] ?? 0) + 1;
  const resource = step.new ?? step.old;
  if (resource?.custom || step.op === "delete" || step.op === "refresh") {
    run.emit({ resOutputsEvent: { metadata: { ...metadataOf(step), op } } });
  }
}

/** What a refresh has found. */
function resultOp(step: Step): "same" | "update" | "delete" {
  if (!step.new) return "delete";
  const changes = (step.diff as { changes?: boolean } | undefined)?.changes ?? false;
  return changes ? "update" : "same";
}

function isReadCounted({ old, new: next }: Step): boolean {
  return old !== undefined && JSON.stringify(old.outputs) !== JSON.stringify(next?.outputs);
}

/** Outputs whose input is secret, or that the program names, are secret. */
function protectOutputs({ inputs, outputs, additionalSecretOutputs = [] }: ResourceState): void {
  for (const [key, value] of Object.entries(outputs)) {
    if (additionalSecretOutputs.includes(key) || isTopSecret(inputs, key)) outputs[key] = secret(value);
  }
}

function isTopSecret(inputs: Properties, key: string): boolean {
  return inputs[key] !== undefined && secret(inputs[key]) === inputs[key];
}

function beginningOf(run: Run, { op, old, new: next }: Step): (() => void) | undefined {
  const types: Partial<Record<Step["op"], PendingOperation["type"]>> = {
    create: "creating",
    "create-replacement": "creating",
    update: "updating",
    delete: "deleting",
    "delete-replaced": "deleting",
    read: "reading",
    "read-replacement": "reading",
  };
  const type = types[op];
  const resource = type === "creating" || type === "reading" ? next : old;
  return type && resource ? run.snapshot.begin({ type, resource }) : undefined;
}

function metadataOf({ op, old, new: next, diff }: Step) {
  const resource = (next ?? old) as ResourceState;
  return {
    op,
    urn: resource.urn,
    type: resource.type,
    ...(old ? { old: shown(old) } : {}),
    ...(next ? { new: shown(next) } : {}),
    ...(diff ? { keys: diff.replaceKeys, diffs: diff.changedKeys } : {}),
    ...(diff?.detailedDiff ? { detailedDiff: diff.detailedDiff } : {}),
  };
}

function shown({ id = "", inputs, outputs }: ResourceState) {
  return { id, inputs: redacted(inputs) as Properties, outputs: redacted(outputs) as Properties };
}

function unfinishedText(reasons: readonly string[]): string {
  const errors = reasons.length === 1 ? "1 error" : `${reasons.length} errors`;
  return `${errors} occurred:\n${reasons.map((reason) => `\t* ${reason}`).join("\n")}`;
}
