import type { Executor } from "./executor.ts";
import { type Diff, decided, ignoring, inverted, noDiff } from "./property-diff.ts";
import type { ResourceState } from "./resource-state.ts";
import { type Run, report } from "./run.ts";
import type { Step } from "./steps.ts";
import { isProviderType } from "./urn.ts";

/** Reads the live state of the resources and makes it the state that everything after starts from. */
export async function refreshAll(run: Run, executor: Executor): Promise<void> {
  const read = new Map<ResourceState, ResourceState | undefined>();
  const resources = run.snapshot.base.filter(({ urn }) => !run.targets || run.targets.has(urn));
  for (const resource of resources)
    await executor.start([refreshStep(run, resource, (found) => read.set(resource, found))]);
  await executor.idle();
  run.snapshot.rebase(read);
}

function refreshStep(run: Run, old: ResourceState, found: (next: ResourceState | undefined) => void): Step {
  let next: ResourceState | undefined = old;
  let diff: Diff = noDiff;
  return {
    op: "refresh",
    old,
    get new() {
      return next as ResourceState;
    },
    logical: false,
    get diff() {
      return diff;
    },
    async apply() {
      if (!old.custom || isProviderType(old.type) || old.pendingReplacement) return undefined;
      next = await readObject(run, old);
      if (next && !old.external) diff = await driftOf(run, old, next);
      return undefined;
    },
    record: () => found(next),
  };
}

/** The resource as its object is now; nothing where there is none. */
async function readObject(run: Run, old: ResourceState): Promise<ResourceState | undefined> {
  const { urn, id = "", inputs, outputs } = old;
  const timeout = old.customTimeouts?.read ?? 0;
  const live = await run.providers.client(old.provider ?? "").read({ urn, id, inputs, outputs, timeout });
  if (live.initErrors) {
    report(run, "warning", `Refreshed resource is in an unhealthy state:\n* ${live.initErrors.join("\n* ")}`, urn);
  }
  if (live.id === "") return undefined;
  const { initErrors: _, ...rest } = structuredClone(old);
  return {
    ...rest,
    id: live.id,
    inputs: live.inputs ?? rest.inputs,
    outputs: live.outputs,
    ...(live.initErrors ? { initErrors: [...live.initErrors] } : {}),
  };
}

/** What the next update would put back, seen from the other side. */
async function driftOf(run: Run, old: ResourceState, next: ResourceState): Promise<Diff> {
  const ignoreChanges = old.ignoreChanges ?? [];
  const diff = await run.providers.client(old.provider ?? "").diff({
    urn: old.urn,
    id: next.id ?? "",
    oldInputs: next.inputs,
    oldOutputs: next.outputs,
    newInputs: old.inputs,
    ignoreChanges,
    allowUnknowns: run.dryRun,
  });
  return inverted(decided(diff, next.inputs, ignoring(old.inputs, next.inputs, ignoreChanges).inputs));
}
