import { randomUUID } from "node:crypto";
import type { Op } from "../engine.ts";
import type { Live } from "./plugin-client.ts";
import type { Diff } from "./property-diff.ts";
import { type Properties, unknown } from "./property-values.ts";
import type { ResourceState } from "./resource-state.ts";
import type { Run } from "./run.ts";
import { isProviderType, referenceOf } from "./urn.ts";

/** One change of one resource, planned. */
export interface Step {
  readonly op: Op;
  readonly old?: ResourceState;
  /** The resource as it will be: completed by the step. Of a refresh what it has found. */
  readonly new?: ResourceState;
  /** Whether it counts: of a replacement only the step that stands for it does. */
  readonly logical: boolean;
  readonly diff?: Pick<Diff, "replaceKeys" | "changedKeys" | "detailedDiff">;
  /** Does it. Answers why the object is not finished, where it is not. Throws where there is no object. */
  apply(): Promise<readonly string[] | undefined>;
  /** Puts the result into the state. */
  record(): void;
  /** Lets the program go on. */
  readonly settle?: () => void;
}

export type Settle = (state: ResourceState) => void;

/** The object of a resource as it is made, replaced or changed, and what the program is told then. */
export interface StepTarget {
  readonly run: Run;
  readonly next: ResourceState;
  readonly settle: Settle;
}

export function urnOf(step: Step): string {
  return (step.new ?? step.old)?.urn ?? "";
}

export function sameStep({ run, next, settle }: StepTarget, old: ResourceState): Step {
  return {
    op: "same",
    old,
    new: next,
    logical: true,
    async apply() {
      takeOver(next, old);
      if (isProviderType(next.type)) run.providers.client(referenceOf(next));
      return undefined;
    },
    record: () => run.snapshot.register(next, old),
    settle: () => settle(next),
  };
}

/** Answers the program as if a resource were there that the targets leave out. */
export function skippedCreateStep({ next, settle }: StepTarget): Step {
  return {
    op: "same",
    new: next,
    logical: true,
    apply: async () => undefined,
    record: () => {},
    settle: () => settle(next),
  };
}

export interface Replacing {
  readonly old: ResourceState;
  /** The old object is deleted when everything else is done. */
  readonly pendingDelete: boolean;
  readonly diff: Diff;
}

export function createStep({ run, next, settle }: StepTarget, replacing?: Replacing): Step {
  return {
    op: replacing ? "create-replacement" : "create",
    ...(replacing ? { old: replacing.old, diff: replacing.diff } : {}),
    new: next,
    logical: !replacing,
    async apply() {
      await run.hooks.run("beforeCreate", next, { newInputs: next.inputs });
      const live = await created(run, next);
      next.id = live.id;
      next.outputs = live.outputs;
      next.created = next.modified = new Date().toISOString();
      if (replacing?.pendingDelete) replacing.old.delete = true;
      if (live.initErrors) {
        next.initErrors = [...live.initErrors];
        return live.initErrors;
      }
      if (next.custom)
        await run.hooks.run("afterCreate", next, { id: next.id, newInputs: next.inputs, newOutputs: next.outputs });
      return undefined;
    },
    record: () => run.snapshot.register(next, replacing?.old.pendingReplacement ? replacing.old : undefined),
    settle: () => settle(next),
  };
}

export function updateStep({ run, next, settle }: StepTarget, old: ResourceState, diff: Diff): Step {
  return {
    op: "update",
    old,
    new: next,
    logical: true,
    diff,
    async apply() {
      takeOver(next, old);
      const values = { id: old.id, newInputs: next.inputs, oldInputs: old.inputs, oldOutputs: old.outputs };
      await run.hooks.run("beforeUpdate", next, values);
      const live = await updated(run, next, old);
      next.outputs = live.outputs;
      next.modified = new Date().toISOString();
      if (live.initErrors) {
        next.initErrors = [...live.initErrors];
        // What was asked for is not there, so the state must not say so.
        next.inputs = structuredClone(old.inputs);
        return live.initErrors;
      }
      if (next.custom) await run.hooks.run("afterUpdate", next, { ...values, newOutputs: next.outputs });
      return undefined;
    },
    record: () => run.snapshot.register(next, old),
    settle: () => settle(next),
  };
}

/** Stands for a replacement; the steps around it do the work. */
export function replaceStep(old: ResourceState, next: ResourceState, diff: Diff): Step {
  return { op: "replace", old, new: next, logical: true, diff, apply: async () => undefined, record: () => {} };
}

export interface Deleting {
  /** URNs that this operation deletes. */
  readonly deleted: ReadonlySet<string>;
  readonly replacing?: boolean;
  /** The object is created again in the place of the old one. */
  readonly pendingReplacement?: boolean;
}

/** A protected resource cannot be deleted. The operation goes on to find the others. */
export class DeleteProtected extends Error {}

export function deleteStep(run: Run, old: ResourceState, { deleted, replacing, pendingReplacement }: Deleting): Step {
  return {
    op: deletionOp(old, replacing ?? false),
    old,
    logical: !replacing,
    async apply() {
      await run.hooks.run("beforeDelete", old, { id: old.id, oldInputs: old.inputs, oldOutputs: old.outputs });
      if (!replacing && old.protect) throw new DeleteProtected(protectedText(old.urn));
      const spared = old.external || old.retainOnDelete || (old.deletedWith && deleted.has(old.deletedWith));
      if (!run.dryRun && old.custom && !spared && !isProviderType(old.type)) await deleteObject(run, old);
      if (pendingReplacement) old.pendingReplacement = true;
      await run.hooks.run("afterDelete", old, { id: old.id, oldInputs: old.inputs, oldOutputs: old.outputs });
      return undefined;
    },
    record: () => (pendingReplacement ? undefined : run.snapshot.remove(old)),
  };
}

/** Forgets a resource whose object was deleted for a replacement that the program no longer asks for. */
export function removePendingReplaceStep(run: Run, old: ResourceState): Step {
  return {
    op: "remove-pending-replace",
    old,
    logical: false,
    apply: async () => undefined,
    record: () => run.snapshot.remove(old),
  };
}

export function readStep({ run, next, settle }: StepTarget, old: ResourceState | undefined): Step {
  const replacing = old !== undefined && !old.external;
  const { id = "", inputs } = next;
  return {
    op: replacing ? "read-replacement" : "read",
    ...(old ? { old } : {}),
    new: next,
    logical: !replacing,
    async apply() {
      if (id === unknown) return undefined;
      const timeout = next.customTimeouts?.read ?? 0;
      // Without a record the inputs are all that is known of the object.
      const live = await run.providers
        .client(next.provider ?? "")
        .read({ urn: next.urn, id, inputs, outputs: inputs, timeout });
      next.outputs = live.outputs;
      next.id = live.id || id;
      if (replacing) old.delete = true;
      if (live.initErrors) next.initErrors = [...live.initErrors];
      return live.initErrors;
    },
    record: () => run.snapshot.register(next, replacing ? undefined : old),
    settle: () => settle(next),
  };
}

/**
 * Asks the plugin to read an object of which nothing is recorded, as the CLI does. Pulumi's dynamic provider cannot: it
 * finds its code in what is recorded.
 */
export function importStep({ run, next }: StepTarget, id: string): Step {
  return {
    op: "import",
    new: next,
    logical: true,
    async apply() {
      const timeout = next.customTimeouts?.read ?? 0;
      await run.providers.client(next.provider ?? "").read({ urn: next.urn, id, inputs: {}, outputs: {}, timeout });
      throw new Error("the embedded engine does not import");
    },
    record: () => {},
  };
}

async function created(run: Run, next: ResourceState): Promise<Live> {
  const { urn, inputs, custom, type } = next;
  if (!custom) return { id: "", outputs: {} };
  if (isProviderType(type)) {
    const id = run.dryRun ? unknown : randomUUID();
    run.providers.configure({ urn, id, inputs });
    return { id, outputs: structuredClone(inputs) };
  }
  if (run.dryRun) return { id: "", outputs: structuredClone(inputs) };
  return run.providers.client(next.provider ?? "").create({ urn, inputs, timeout: next.customTimeouts?.create ?? 0 });
}

async function updated(run: Run, next: ResourceState, old: ResourceState): Promise<Live> {
  const { urn, inputs, custom, type } = next;
  const id = old.id ?? "";
  if (!custom) return { id, outputs: old.outputs };
  if (isProviderType(type)) run.providers.configure({ urn, id, inputs });
  if (isProviderType(type) || run.dryRun) return { id, outputs: structuredClone(inputs) };
  return run.providers.client(next.provider ?? "").update({
    urn,
    id,
    oldInputs: old.inputs,
    oldOutputs: old.outputs,
    newInputs: inputs,
    ignoreChanges: next.ignoreChanges ?? [],
    timeout: next.customTimeouts?.update ?? 0,
  });
}

async function deleteObject(run: Run, old: ResourceState): Promise<void> {
  const { urn, id = "", inputs, outputs, provider = "" } = old;
  await run.providers.client(provider).delete({ urn, id, inputs, outputs, timeout: old.customTimeouts?.delete ?? 0 });
}

function deletionOp({ external }: ResourceState, replacing: boolean): Op {
  if (external) return replacing ? "discard-replaced" : "read-discard";
  return replacing ? "delete-replaced" : "delete";
}

function takeOver(next: ResourceState, old: ResourceState): void {
  const outputs: Properties = old.outputs;
  next.outputs = outputs;
  if (old.id !== undefined) next.id = old.id;
  if (old.created) next.created = old.created;
  if (old.modified) next.modified = old.modified;
}

function protectedText(urn: string): string {
  return (
    `resource "${urn}" cannot be deleted\n` +
    "because it is protected. To unprotect the resource, either remove the `protect` flag from the resource in your " +
    `Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${urn}'\``
  );
}
