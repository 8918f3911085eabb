import type { Decisions } from "./planner.ts";
import { decided, isReplacement, replacingOn } from "./property-diff.ts";
import { type Properties, unknown } from "./property-values.ts";
import { dependentsOf, type ResourceState } from "./resource-state.ts";
import type { Run } from "./run.ts";
import { isProviderType, urnOfReference } from "./urn.ts";

/**
 * The resources that go with one that is deleted before it is replaced. Whether a dependant would be replaced is asked
 * of its plugin, with an unknown in the place of each input that comes from a replaced resource.
 */
export async function dependentReplacements(
  run: Run,
  decisions: Decisions,
  root: ResourceState,
): Promise<readonly ResourceState[]> {
  const replaced = new Set([root.urn]);
  const found: ResourceState[] = [];
  for (const dependant of dependentsOf(root, run.snapshot.base, { children: false })) {
    // What has been registered already cannot depend on what is being registered.
    if (decisions.operated.has(dependant.urn) || decisions.condemned.has(dependant)) continue;
    if (!(await isReplaced(run, dependant, replaced))) continue;
    replaced.add(dependant.urn);
    found.push(dependant);
  }
  const cascading = run.snapshot.base.filter(
    (resource) => resource.deletedWith === root.urn && !found.includes(resource) && !decisions.condemned.has(resource),
  );
  return [...found, ...cascading];
}

async function isReplaced(run: Run, dependant: ResourceState, replaced: ReadonlySet<string>): Promise<boolean> {
  const { urn, id = "", custom, external, provider, deletedWith, inputs, outputs } = dependant;
  if (!custom || external) return false;
  if (provider && replaced.has(urnOfReference(provider))) return true;
  if (deletedWith && replaced.has(deletedWith)) return true;
  const newInputs = withUnknowns(dependant, replaced);
  if (!newInputs || isProviderType(dependant.type)) return false;
  const ignoreChanges = dependant.ignoreChanges ?? [];
  const call = { urn, id, oldInputs: inputs, oldOutputs: outputs, newInputs, ignoreChanges, allowUnknowns: true };
  const diff = await run.providers.client(provider ?? "").diff(call);
  return isReplacement(replacingOn(decided(diff, inputs, newInputs), dependant.replaceOnChanges ?? [], false));
}

function withUnknowns(
  { inputs, propertyDependencies = {} }: ResourceState,
  replaced: ReadonlySet<string>,
): Properties | undefined {
  const isTouched = (key: string) => (propertyDependencies[key] ?? []).some((urn) => replaced.has(urn));
  if (!Object.keys(inputs).some(isTouched)) return undefined;
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, isTouched(key) ? unknown : value]));
}
