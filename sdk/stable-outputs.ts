import * as pulumi from "@pulumi/pulumi";
import { type Kind, typeOf } from "./kind.ts";

type Outputs = Readonly<Record<string, unknown>>;
interface StableOutputs {
  readonly hook: pulumi.ResourceHook;
  /** The outputs that the updates of this preview keep, by URN. */
  readonly kept: Map<string, Outputs>;
}

/** Per program run, because one process may run several. */
const runs = new WeakMap<pulumi.Resource, StableOutputs>();
const kinds = new Map<string, Kind>();

/**
 * In the preview of an update Pulumi knows none of an object's outputs, so whatever depends on one shows as changed. A
 * hook tells those that the update cannot change. It is bound in previews only, so that no state names it.
 */
export function stableOutputs(kind: Kind): StableOutputs | undefined {
  const stack = pulumi.runtime.getStackResource();
  if (!stack || !pulumi.runtime.isDryRun() || Object.keys(kind.stable).length === 0) return undefined;
  kinds.set(typeOf(kind), kind);
  const run = runs.get(stack) ?? startRun();
  runs.set(stack, run);
  return run;
}

/** Lets the outputs of a resource that stay as they are be known in the preview. */
export function keepStable(resource: pulumi.CustomResource, kind: Kind, { kept }: StableOutputs): void {
  const properties = resource as unknown as Record<string, pulumi.Output<unknown>>;
  for (const key of Object.keys(kind.stable)) {
    const live = properties[key];
    properties[key] = resource.urn.apply((urn) => {
      const value = kept.get(urn)?.[key];
      return value === undefined ? live : value;
    });
  }
}

function startRun(): StableOutputs {
  const kept = new Map<string, Outputs>();
  const remember: pulumi.ResourceHookFunction = ({ urn, type, oldInputs = {}, newInputs = {}, oldOutputs = {} }) => {
    const same = (key: string) => JSON.stringify(oldInputs[key]) === JSON.stringify(newInputs[key]);
    const stable = Object.entries(kinds.get(type)?.stable ?? {}).filter(([, unless]) => unless.every(same));
    kept.set(urn, Object.fromEntries(stable.map(([key]) => [key, oldOutputs[key]])));
  };
  const name = "pulumi-clickhouse-gaussdb:stable-outputs";
  return { kept, hook: new pulumi.ResourceHook(name, remember, { onDryRun: true }) };
}
