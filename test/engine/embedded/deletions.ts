import type { Executor } from "./executor.ts";
import type { Decisions } from "./planner.ts";
import { dependenciesOf, dependentsOf, type ResourceState } from "./resource-state.ts";
import { Bail, type Run, report } from "./run.ts";
import { deleteStep, removePendingReplaceStep, type Step } from "./steps.ts";

/** Deletes what the program no longer names and what was replaced: dependants first, what can be at the same time. */
export async function deleteRemaining(run: Run, decisions: Decisions, executor: Executor): Promise<void> {
  const steps = planDeletions(run, decisions);
  const kept = new Set<ResourceState>();
  for (const layer of layersOf(run, [...steps.keys()])) {
    const ends = await Promise.all(
      layer
        .filter((resource) => !kept.has(resource))
        .map(async (resource) => {
          const { ended } = await executor.start([steps.get(resource) as Step]);
          return { resource, isDeleted: await ended };
        }),
    );
    // What could not be deleted keeps everything that it needs.
    for (const { resource, isDeleted } of ends) if (!isDeleted) keepNeeded(run, resource, kept);
  }
}

function planDeletions(run: Run, decisions: Decisions): ReadonlyMap<ResourceState, Step> {
  const targeted = run.targets && withDependants(run);
  const steps = new Map<ResourceState, Step>();
  for (const resource of run.snapshot.base) {
    if (targeted && !targeted.has(resource.urn)) continue;
    const step = planDeletion(run, decisions, resource);
    if (step) steps.set(resource, step);
  }
  refuseUntargeted(run, decisions, steps);
  return steps;
}

function planDeletion(run: Run, decisions: Decisions, resource: ResourceState): Step | undefined {
  const { urn } = resource;
  if (resource.delete) {
    if (decisions.condemned.has(resource)) return undefined;
    decisions.deleted.add(urn);
    return deleteStep(run, resource, { deleted: decisions.deleted, replacing: true });
  }
  if (isOperated(decisions, urn)) return undefined;
  decisions.deleted.add(urn);
  if (resource.pendingReplacement) return removePendingReplaceStep(run, resource);
  return deleteStep(run, resource, { deleted: decisions.deleted });
}

function isOperated(decisions: Decisions, urn: string): boolean {
  return decisions.operated.has(decisions.takenNames.get(urn) ?? urn);
}

function withDependants(run: Run): ReadonlySet<string> {
  const targets = run.snapshot.base.filter(({ urn }) => run.targets?.has(urn));
  const dependants = targets.flatMap((target) => dependentsOf(target, run.snapshot.base, { children: true }));
  return new Set([...targets, ...dependants].map(({ urn }) => urn));
}

/** A target is not deleted from under what needs it. */
function refuseUntargeted(run: Run, decisions: Decisions, steps: ReadonlyMap<ResourceState, Step>): void {
  if (!run.targets) return;
  const others = [...steps.keys()].filter(({ urn }) => !run.targets?.has(urn));
  for (const { urn } of others) {
    const message =
      `Resource '${urn}' will be destroyed but was not specified in --target list.\n` +
      "Either include resource in --target list or pass --target-dependents to proceed.";
    report(run, "error", message, urn);
    decisions.sawError = true;
  }
  if (others.length > 0 && !run.dryRun) throw new Bail("delete untargeted resource");
}

/** The resources in the order of their deletion; those of a layer do not need each other. */
function layersOf(run: Run, resources: readonly ResourceState[]): readonly (readonly ResourceState[])[] {
  const layers: ResourceState[][] = [];
  const waiting = new Set(resources);
  while (waiting.size > 0) {
    const layer = [...waiting].filter((resource) => neededBy(run, resource).every((needed) => !waiting.has(needed)));
    for (const resource of layer) waiting.delete(resource);
    layers.unshift(layer);
  }
  return layers;
}

/** The resources before one that it needs. */
function neededBy(run: Run, resource: ResourceState): readonly ResourceState[] {
  const urns = dependenciesOf(resource);
  const { base } = run.snapshot;
  return base.slice(0, base.indexOf(resource)).filter(({ urn }) => urns.has(urn));
}

function keepNeeded(run: Run, resource: ResourceState, kept: Set<ResourceState>): void {
  for (const needed of neededBy(run, resource)) {
    if (kept.has(needed)) continue;
    kept.add(needed);
    keepNeeded(run, needed, kept);
  }
}
