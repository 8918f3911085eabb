import { randomBytes } from "node:crypto";
import { aliasUrns, type Goal, type ReadGoal, readStateOf, stateOf } from "./goal.ts";
import type { CheckFailure } from "./plugin-client.ts";
import { type Diff, decided, ignoring, isReplacement, noDiff, replacingOn } from "./property-diff.ts";
import { isSecret, type Properties } from "./property-values.ts";
import { DiffUnavailable } from "./providers.ts";
import { dependentReplacements } from "./replacement.ts";
import type { ResourceState } from "./resource-state.ts";
import { Bail, type Run, report } from "./run.ts";
import {
  createStep,
  deleteStep,
  importStep,
  readStep,
  replaceStep,
  type Settle,
  type Step,
  type StepTarget,
  sameStep,
  skippedCreateStep,
  updateStep,
} from "./steps.ts";
import { isProviderType, makeUrn, stackType } from "./urn.ts";

/** What has been decided so far, by URN. */
export interface Decisions {
  /** Resources that the program has named. */
  readonly seen: Set<string>;
  /** Resources that a step was planned for. */
  readonly operated: Set<string>;
  readonly replaced: Set<string>;
  readonly deleted: Set<string>;
  /** Objects whose deletion was planned with a replacement. */
  readonly condemned: Set<ResourceState>;
  /** What a renamed resource was called before. */
  readonly renamed: Map<string, string>;
  /** Who has taken over an old name. */
  readonly takenNames: Map<string, string>;
  /** Resources that were left out because no target names them, and that no object stands for. */
  readonly skipped: Set<string>;
  /** A problem was reported that lets the preview go on and fail in the end. */
  sawError: boolean;
}

/** Decides, one registration after the other, what is to be done. Problems are reported, then thrown as a {@link Bail}. */
export interface Planner {
  readonly decisions: Decisions;
  plan(goal: Goal, settle: Settle): Promise<readonly Step[]>;
  planRead(goal: ReadGoal, settle: Settle): Promise<readonly Step[]>;
}

export function createPlanner(run: Run): Planner {
  const decisions: Decisions = {
    seen: new Set(),
    operated: new Set(),
    replaced: new Set(),
    deleted: new Set(),
    condemned: new Set(),
    renamed: new Map(),
    takenNames: new Map(),
    skipped: new Set(),
    sawError: false,
  };
  return {
    decisions,
    async plan(goal, settle) {
      const urn = claimUrn(run, decisions, goal);
      const { old, alias } = findOld(run, decisions, goal, urn);
      const next = stateOf(goal, urn, alias);
      const steps = await planResource(run, decisions, { goal, old, target: { run, next, settle } });
      decisions.operated.add(urn);
      return steps;
    },
    async planRead(goal, settle) {
      const urn = claimUrn(run, decisions, goal);
      const { old } = findOld(run, decisions, { ...goal, aliases: [] }, urn);
      decisions.operated.add(urn);
      return [readStep({ run, next: readStateOf(goal, urn), settle }, old)];
    },
  };
}

interface Planned {
  readonly goal: Goal;
  readonly old: ResourceState | undefined;
  readonly target: StepTarget;
}

async function planResource(run: Run, decisions: Decisions, planned: Planned): Promise<readonly Step[]> {
  const { goal, old, target } = planned;
  const { next } = target;
  const { urn } = next;
  if (!isTargeted(run, next)) {
    if (old) return [sameStep({ ...target, next: Object.assign(next, structuredClone(old), { urn }) }, old)];
    decisions.skipped.add(urn);
    return [skippedCreateStep(target)];
  }
  refuseSkippedDependencies(run, decisions, next);
  if (goal.importId && goal.importId !== old?.id) return [importStep(target, goal.importId)];
  const recreating = old !== undefined && decisions.deleted.has(old.urn) && decisions.condemned.has(old);
  const fresh = !old || recreating || old.external === true || run.replaces.has(urn);
  next.inputs = await checkedInputs(run, planned, fresh ? undefined : old);
  if (!old) return [createStep(target)];
  if (recreating) return recreate(decisions, old, target);
  if (old.external) return takeOverExternal(old, target);
  const diff = await diffOf(run, decisions, goal, old, next);
  if (old.pendingReplacement || (diff.changes && isReplacement(diff)))
    return planReplacement(run, decisions, planned, diff);
  if (diff.changes || (old.initErrors?.length ?? 0) > 0) return [updateStep(target, old, diff)];
  return [sameStep(target, old)];
}

/** A dependant of a replaced resource was deleted with it, and is there again. */
function recreate(decisions: Decisions, old: ResourceState, target: StepTarget): readonly Step[] {
  decisions.deleted.delete(old.urn);
  decisions.replaced.add(target.next.urn);
  const create = createStep(target, { old, pendingDelete: false, diff: noDiff });
  return [replaceStep(old, target.next, noDiff), create];
}

/** An object that the program only looked at becomes one of its own. */
function takeOverExternal(old: ResourceState, target: StepTarget): readonly Step[] {
  const create = createStep(target, { old, pendingDelete: true, diff: noDiff });
  return [create, replaceStep(old, target.next, noDiff)];
}

async function planReplacement(run: Run, decisions: Decisions, planned: Planned, diff: Diff): Promise<readonly Step[]> {
  const { goal, target } = planned;
  const { next } = target;
  const old = planned.old as ResourceState;
  refuseProtected(run, decisions, old, next);
  decisions.replaced.add(next.urn);
  // Defaults were carried over from the old object; the new one starts without them.
  if (!run.replaces.has(next.urn)) next.inputs = await checkedInputs(run, planned, undefined);
  if (!(goal.deleteBeforeReplace ?? diff.deleteBeforeReplace)) {
    return [createStep(target, { old, pendingDelete: true, diff }), replaceStep(old, next, diff)];
  }
  const dependants = await dependentReplacements(run, decisions, old);
  const deletions = dependants.toReversed().map((dependant) => condemn(run, decisions, dependant, old));
  if (!old.pendingReplacement) {
    decisions.deleted.add(old.urn);
    decisions.condemned.add(old);
    deletions.push(deleteStep(run, old, { deleted: decisions.deleted, replacing: true, pendingReplacement: true }));
  }
  return [...deletions, replaceStep(old, next, diff), createStep(target, { old, pendingDelete: false, diff })];
}

function condemn(run: Run, decisions: Decisions, dependant: ResourceState, cause: ResourceState): Step {
  if (dependant.protect) {
    const message =
      `unable to replace resource "${dependant.urn}" as part of replacing "${cause.urn}" as it is currently marked for ` +
      "protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and " +
      `run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${dependant.urn}'\``;
    report(run, "error", message, dependant.urn);
    throw new Bail(message);
  }
  decisions.deleted.add(dependant.urn);
  decisions.condemned.add(dependant);
  if (dependant.delete) return deleteStep(run, dependant, { deleted: decisions.deleted });
  return deleteStep(run, dependant, { deleted: decisions.deleted, replacing: true, pendingReplacement: true });
}

/** The program's inputs as the plugin completes them. `old` is what it may carry over from. */
async function checkedInputs(run: Run, { goal, target }: Planned, old: ResourceState | undefined): Promise<Properties> {
  const { urn } = target.next;
  const newInputs = old ? ignored(run, goal, old, urn) : goal.inputs;
  if (!goal.custom || isProviderType(goal.type)) return newInputs;
  const { inputs, failures } = await run.providers.client(goal.provider ?? "").check({
    urn,
    oldInputs: old?.inputs ?? {},
    newInputs,
    randomSeed: randomBytes(32),
    allowUnknowns: run.dryRun,
  });
  if (failures.length === 0) return inputs;
  for (const failure of failures) report(run, "error", failureText(goal, failure), urn);
  throw new Bail(`resource ${urn} is invalid`);
}

function ignored(run: Run, goal: Goal, old: ResourceState, urn: string): Properties {
  const { inputs, invalid } = ignoring(goal.inputs, old.inputs, goal.ignoreChanges);
  if (invalid.length > 0) {
    report(run, "info", `cannot ignore changes in added or removed elements of the path: "${invalid.join(", ")}"`, urn);
  }
  return inputs;
}

/** A failure as the CLI prints it: with the property's value in the program, secret or not. */
function failureText({ type, name, inputs }: Goal, { property, reason }: CheckFailure): string {
  if (property === "") return `${type} resource '${name}' has a problem: ${reason}`;
  return `${type} resource '${name}': property ${property} value ${printed(inputs[property])} has a problem: ${reason}`;
}

function printed(value: unknown): string {
  if (value === undefined || value === null) return "{<nil>}";
  if (isSecret(value)) return `{&{${printed(value.value)}}}`;
  if (Array.isArray(value)) return `{[${value.map(printed).join(" ")}]}`;
  if (typeof value !== "object") return `{${value}}`;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{map[${entries.map(([key, part]) => `${key}:${printed(part)}`).join(" ")}]}`;
}

async function diffOf(
  run: Run,
  decisions: Decisions,
  goal: Goal,
  old: ResourceState,
  next: ResourceState,
): Promise<Diff> {
  const because = (key: string): Diff => ({ ...noDiff, changes: true, replaceKeys: [key] });
  if (run.replaces.has(next.urn)) return because("id");
  if (next.deletedWith && decisions.replaced.has(next.deletedWith)) return because("deletedWith");
  // Between providers of the one package a resource moves by its own diff; from a component it does not.
  if ((old.provider === undefined) !== (next.provider === undefined)) return because("provider");
  const own: Diff = { ...noDiff, changes: undefined };
  const isPlugged = next.custom && !isProviderType(next.type);
  const answered = isPlugged ? await askedDiff(run, goal, old, next) : own;
  const { inputs } = ignoring(next.inputs, old.inputs, isPlugged ? goal.ignoreChanges : []);
  return replacingOn(decided(answered, old.inputs, inputs), goal.replaceOnChanges, (old.initErrors?.length ?? 0) > 0);
}

async function askedDiff(run: Run, goal: Goal, old: ResourceState, next: ResourceState): Promise<Diff> {
  const call = {
    urn: next.urn,
    id: old.id ?? "",
    oldInputs: old.inputs,
    oldOutputs: old.outputs,
    newInputs: next.inputs,
    ignoreChanges: goal.ignoreChanges,
    allowUnknowns: run.dryRun,
  };
  try {
    return await run.providers.client(goal.provider ?? "").diff(call);
  } catch (error) {
    if (!(error instanceof DiffUnavailable)) throw error;
    report(run, "warning", error.message, next.urn);
    return { ...noDiff, changes: true };
  }
}

function refuseProtected(run: Run, decisions: Decisions, old: ResourceState, next: ResourceState): void {
  if (!old.protect || !next.protect) return;
  const message =
    `unable to replace resource "${next.urn}"\nas it is currently marked for protection. To unprotect the resource, ` +
    "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`";
  report(run, "error", message, next.urn);
  decisions.sawError = true;
  // A preview goes on, so that the user sees the diff that causes it.
  if (!run.dryRun) throw new Bail(message);
}

function refuseSkippedDependencies(run: Run, decisions: Decisions, { urn, dependencies = [] }: ResourceState): void {
  const missing = dependencies.filter((dependency) => decisions.skipped.has(dependency));
  if (missing.length === 0) return;
  for (const dependency of missing) {
    report(
      run,
      "error",
      `Resource '${urn}' depends on '${dependency}' which was was not specified in --target list.`,
      urn,
    );
  }
  decisions.sawError = true;
  if (!run.dryRun) throw new Bail(`untargeted create ${urn}`);
}

function isTargeted(run: Run, { urn, type }: ResourceState): boolean {
  return !run.targets || run.targets.has(urn) || isProviderType(type) || type === stackType;
}

function claimUrn(run: Run, decisions: Decisions, goal: Pick<Goal, "parent" | "type" | "name">): string {
  const { parent, type, name } = goal;
  if (parent && !decisions.seen.has(parent)) throw new Error(`could not find parent resource ${parent}`);
  const urn = makeUrn(run.stack, run.project, parent, type, name);
  if (decisions.seen.has(urn)) {
    const message = `Duplicate resource URN '${urn}'; try giving it a unique name`;
    report(run, "error", message, urn);
    throw new Bail(message);
  }
  decisions.seen.add(urn);
  return urn;
}

/** What the state has of a resource, by its URN or by one that it had before. */
function findOld(
  run: Run,
  decisions: Decisions,
  goal: Pick<Goal, "type" | "name" | "parent" | "aliases">,
  urn: string,
): { readonly old?: ResourceState; readonly alias?: string } {
  for (const candidate of [urn, ...aliasUrns(goal, { ...run, renamed: decisions.renamed })]) {
    const old = run.snapshot.base.find((resource) => resource.urn === candidate && !resource.delete);
    if (!old) continue;
    if (candidate === urn) return { old };
    refuseTakenName(run, decisions, urn, candidate);
    decisions.takenNames.set(candidate, urn);
    decisions.renamed.set(urn, candidate);
    return { old, alias: candidate };
  }
  return {};
}

function refuseTakenName(run: Run, decisions: Decisions, urn: string, candidate: string): void {
  const holder = decisions.seen.has(candidate) ? urn : decisions.takenNames.get(candidate);
  if (!holder) return;
  const message = `Duplicate resource alias '${candidate}' applied to resource with URN '${urn}' conflicting with resource with URN '${holder}'`;
  report(run, "error", message, urn);
  throw new Bail(message);
}
