import type { Alias } from "@pulumi/pulumi/proto/alias_pb.js";
import aliasMessages from "@pulumi/pulumi/proto/alias_pb.js";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Properties } from "./property-values.ts";
import type { CustomTimeouts, HookType, ResourceState } from "./resource-state.ts";
import { makeUrn, packageOf, partsOf, stackType, urnOfReference } from "./urn.ts";

/** How a resource was called before: a whole URN, or what of it was different. */
export interface ResourceAlias {
  readonly urn?: string;
  readonly name?: string;
  readonly type?: string;
  readonly stack?: string;
  readonly project?: string;
  readonly parent?: string;
  readonly noParent?: boolean;
}

/** A resource as the program wants it. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Properties;
  /** Id of an existing object that the program wants to take over. */
  readonly importId?: string;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly provider?: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, string[]>>;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly ResourceAlias[];
  readonly customTimeouts?: CustomTimeouts;
  readonly hooks: Partial<Record<HookType, string[]>>;
}

/** A resource that the program only looks at. */
export interface ReadGoal
  extends Pick<Goal, "type" | "name" | "inputs" | "parent" | "provider" | "dependencies" | "additionalSecretOutputs"> {
  readonly id: string;
}

/** What a registration asks for, with what its parent hands down. */
export function goalOf(request: RegisterResourceRequest, parentGoal: Goal | undefined): Goal {
  const inputs = (request.getObject()?.toJavaScript() ?? {}) as Properties;
  const dependencies = request.getDependenciesList();
  const declared = request.getPropertydependenciesMap().toArray().length;
  const propertyDependencies = declared
    ? Object.fromEntries(
        [...request.getPropertydependenciesMap().entries()].map(([key, urns]) => [key, urns.getUrnsList()]),
      )
    : Object.fromEntries(Object.keys(inputs).map((key) => [key, [...dependencies]]));
  return defined({
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    inputs,
    importId: request.getImportid() || undefined,
    parent: request.getParent() || undefined,
    protect: request.hasProtect() ? request.getProtect() : parentGoal?.protect,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : parentGoal?.retainOnDelete,
    deletedWith: request.getDeletedwith() || parentGoal?.deletedWith,
    provider: request.getProvider() || inheritedProvider(request, parentGoal),
    dependencies,
    propertyDependencies,
    deleteBeforeReplace:
      request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()
        ? request.getDeletebeforereplace()
        : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [...request.getAliasurnsList().map((urn) => ({ urn })), ...request.getAliasesList().map(aliasOf)],
    customTimeouts: timeoutsOf(request),
    hooks: hooksOf(request),
  });
}

export function readGoalOf(request: ReadResourceRequest): ReadGoal {
  return defined({
    id: request.getId(),
    type: request.getType(),
    name: request.getName(),
    inputs: (request.getProperties()?.toJavaScript() ?? {}) as Properties,
    parent: request.getParent() || undefined,
    provider: request.getProvider() || undefined,
    dependencies: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  });
}

/** The resource that a goal becomes, without what its object adds. */
export function stateOf(goal: Goal, urn: string, alias: string | undefined): ResourceState {
  return defined({
    urn,
    custom: goal.custom,
    type: goal.type,
    inputs: goal.inputs,
    outputs: {},
    parent: goal.parent,
    protect: goal.protect || undefined,
    dependencies: [...goal.dependencies],
    provider: goal.provider,
    propertyDependencies: { ...goal.propertyDependencies },
    additionalSecretOutputs: [...goal.additionalSecretOutputs],
    aliases: alias ? [alias] : undefined,
    customTimeouts: goal.customTimeouts,
    retainOnDelete: goal.retainOnDelete || undefined,
    deletedWith: goal.deletedWith,
    ignoreChanges: [...goal.ignoreChanges],
    replaceOnChanges: [...goal.replaceOnChanges],
    resourceHooks: goal.hooks,
  });
}

export function readStateOf(goal: ReadGoal, urn: string): ResourceState {
  return defined({
    urn,
    custom: true,
    id: goal.id,
    type: goal.type,
    inputs: goal.inputs,
    outputs: {},
    parent: goal.parent,
    external: true,
    dependencies: [...goal.dependencies],
    provider: goal.provider,
    additionalSecretOutputs: [...goal.additionalSecretOutputs],
  });
}

/** The URNs that a resource may have had, the most exact first. `renamed` tells what its parent was called before. */
export function aliasUrns(
  goal: Pick<Goal, "type" | "name" | "parent" | "aliases">,
  context: { readonly stack: string; readonly project: string; readonly renamed: ReadonlyMap<string, string> },
): readonly string[] {
  const own = goal.aliases.map((alias) => aliasUrn(goal, alias, context));
  const parentBefore = goal.parent && context.renamed.get(goal.parent);
  if (!goal.parent || !parentBefore) return own;
  const parentName = partsOf(goal.parent).name;
  const inherit = (type: string, name: string) => inheritedUrn(type, name, parentName, parentBefore, context);
  const inherited = own.map((urn) => inherit(partsOf(urn).type, partsOf(urn).name));
  return [...new Set([...own, inherit(goal.type, goal.name), ...inherited])];
}

function aliasUrn(
  goal: Pick<Goal, "type" | "name" | "parent">,
  alias: ResourceAlias,
  {
    stack,
    project,
    renamed,
  }: { readonly stack: string; readonly project: string; readonly renamed: ReadonlyMap<string, string> },
): string {
  if (alias.urn) return alias.urn;
  const stated = alias.parent ? (renamed.get(alias.parent) ?? alias.parent) : goal.parent;
  const parent = alias.noParent || !stated || partsOf(stated).type === stackType ? undefined : stated;
  return makeUrn(
    alias.stack || stack,
    alias.project || project,
    parent,
    alias.type || goal.type,
    alias.name || goal.name,
  );
}

/** A child that is named after its parent was named after the parent's old name. */
function inheritedUrn(
  type: string,
  name: string,
  parentName: string,
  parentBefore: string,
  { stack, project }: { readonly stack: string; readonly project: string },
): string {
  const nameBefore = name.startsWith(parentName) ? partsOf(parentBefore).name + name.slice(parentName.length) : name;
  return makeUrn(stack, project, parentBefore, type, nameBefore);
}

function aliasOf(alias: Alias): ResourceAlias {
  const spec = alias.getSpec();
  if (!spec) return { urn: alias.getUrn() };
  const parents = aliasMessages.Alias.Spec.ParentCase;
  return {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    ...(spec.getParentCase() === parents.PARENTURN ? { parent: spec.getParenturn() } : {}),
    ...(spec.getParentCase() === parents.NOPARENT ? { noParent: spec.getNoparent() } : {}),
  };
}

function inheritedProvider(request: RegisterResourceRequest, parentGoal: Goal | undefined): string | undefined {
  const wanted = packageOf(request.getType());
  const listed = request.getProvidersMap().get(wanted);
  if (listed) return listed;
  const above = parentGoal?.provider;
  if (!above) return undefined;
  const isOurs = !request.getCustom() || packageOf(partsOf(urnOfReference(above)).type) === wanted;
  return isOurs ? above : undefined;
}

function timeoutsOf(request: RegisterResourceRequest): CustomTimeouts | undefined {
  const timeouts = request.getCustomtimeouts();
  if (!timeouts) return undefined;
  const texts = {
    create: timeouts.getCreate(),
    update: timeouts.getUpdate(),
    delete: timeouts.getDelete(),
    read: timeouts.getRead(),
  };
  const set = Object.entries(texts).filter(([, text]) => text !== "");
  return set.length > 0 ? Object.fromEntries(set.map(([key, text]) => [key, secondsOf(text)])) : undefined;
}

const seconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** `1h30m` and the like. */
function secondsOf(text: string): number {
  return [...text.matchAll(/([\d.]+)(ms|h|m|s)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ""] ?? 0),
    0,
  );
}

function hooksOf(request: RegisterResourceRequest): Partial<Record<HookType, string[]>> {
  const hooks = request.getHooks();
  const bound: readonly [HookType, string[] | undefined][] = [
    ["beforeCreate", hooks?.getBeforeCreateList()],
    ["afterCreate", hooks?.getAfterCreateList()],
    ["beforeUpdate", hooks?.getBeforeUpdateList()],
    ["afterUpdate", hooks?.getAfterUpdateList()],
    ["beforeDelete", hooks?.getBeforeDeleteList()],
    ["afterDelete", hooks?.getAfterDeleteList()],
  ];
  return Object.fromEntries(bound.filter(([, names]) => names && names.length > 0));
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** An object without the keys that have no value. */
function defined<T extends object, Result>(object: T): Result & Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Result &
    Partial<Defined<T>>;
}
