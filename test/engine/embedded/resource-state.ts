import type { Properties } from "./property-values.ts";
import { urnOfReference } from "./urn.ts";

export type HookType = "beforeCreate" | "afterCreate" | "beforeUpdate" | "afterUpdate" | "beforeDelete" | "afterDelete";

/** Time limits in seconds. */
export interface CustomTimeouts {
  create?: number;
  update?: number;
  delete?: number;
  read?: number;
}

/** A resource in the state. The names are those of Pulumi's exported states. */
export interface ResourceState {
  urn: string;
  custom: boolean;
  /** An object that was replaced and is still to be deleted. */
  delete?: boolean;
  id?: string;
  type: string;
  inputs: Properties;
  outputs: Properties;
  parent?: string;
  protect?: boolean;
  external?: boolean;
  dependencies?: string[];
  initErrors?: string[];
  provider?: string;
  propertyDependencies?: Record<string, string[]>;
  /** An object that was deleted and is still to be created again. */
  pendingReplacement?: boolean;
  additionalSecretOutputs?: string[];
  aliases?: string[];
  customTimeouts?: CustomTimeouts;
  retainOnDelete?: boolean;
  deletedWith?: string;
  created?: string;
  modified?: string;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  resourceHooks?: Partial<Record<HookType, string[]>>;
}

/** URNs of all that must be there before a resource. */
export function dependenciesOf(state: ResourceState): ReadonlySet<string> {
  return new Set(
    [
      state.parent,
      state.provider && urnOfReference(state.provider),
      state.deletedWith,
      ...(state.dependencies ?? []),
      ...Object.values(state.propertyDependencies ?? {}).flat(),
    ].filter((urn) => urn !== undefined && urn !== ""),
  ) as ReadonlySet<string>;
}

/** All resources that come after one and need it, themselves or through others, in their order. */
export function dependentsOf(
  root: ResourceState,
  resources: readonly ResourceState[],
  options: { readonly children: boolean },
): readonly ResourceState[] {
  const needed = new Set([root.urn]);
  return resources.slice(resources.indexOf(root) + 1).filter((state) => {
    const { parent, ...others } = state;
    const needs = dependenciesOf(options.children ? state : others);
    if (![...needs].some((urn) => needed.has(urn))) return false;
    needed.add(state.urn);
    return true;
  });
}
