import type { ResourceState } from "./resource-state.ts";

/** An operation that has begun and whose end was not seen. */
export interface PendingOperation {
  readonly type: "creating" | "updating" | "deleting" | "reading";
  readonly resource: ResourceState;
}

/** What a stack remembers between operations. */
export interface StackState {
  readonly resources: readonly ResourceState[];
  readonly pendingOperations: readonly PendingOperation[];
}

/**
 * The state while an operation changes it: what the operation has registered, then what it has not come to yet. It is
 * true at any time, whatever ends the operation.
 */
export interface Snapshot {
  /** The resources that the operation found, in their order. */
  readonly base: readonly ResourceState[];
  /** Puts a resource in the place of what the operation found. */
  register(next: ResourceState, old: ResourceState | undefined): void;
  /** Takes out a resource that the operation found. */
  remove(old: ResourceState): void;
  /** Notes that an operation has begun; the answer notes its end. */
  begin(operation: PendingOperation): () => void;
  /** Makes the resources that a refresh has read the base. */
  rebase(replacements: ReadonlyMap<ResourceState, ResourceState | undefined>): void;
  state(): StackState;
}

export function openSnapshot(found: StackState): Snapshot {
  let base = [...found.resources];
  const registered = new Set<ResourceState>();
  const done = new Set<ResourceState>();
  // A creation that was cut off may have made an object: only a refresh that is told so forgets it.
  const pending = new Set(found.pendingOperations.filter(({ type }) => type === "creating"));
  return {
    get base() {
      return base;
    },
    register(next, old) {
      if (old) done.add(old);
      registered.add(next);
    },
    remove(old) {
      done.add(old);
    },
    begin(operation) {
      pending.add(operation);
      return () => void pending.delete(operation);
    },
    rebase(replacements) {
      base = base.flatMap((resource) => {
        if (!replacements.has(resource)) return [resource];
        const read = replacements.get(resource);
        return read ? [read] : [];
      });
      const present = new Set(base.map(({ urn }) => urn));
      base = base.map((resource) => withoutAbsent(resource, present));
    },
    state: () => ({
      resources: [...registered, ...base.filter((resource) => !done.has(resource))],
      pendingOperations: [...pending],
    }),
  };
}

/** A resource that does not name what a refresh has found gone, nor inputs that need nothing (as the CLI leaves it). */
function withoutAbsent(resource: ResourceState, present: ReadonlySet<string>): ResourceState {
  const isPresent = (urn: string) => present.has(urn);
  const { dependencies, propertyDependencies = {}, deletedWith, ...rest } = resource;
  const needed = Object.entries(propertyDependencies)
    .map(([key, urns]) => [key, urns.filter(isPresent)] as const)
    .filter(([, urns]) => urns.length > 0);
  return {
    ...rest,
    ...(dependencies ? { dependencies: dependencies.filter(isPresent) } : {}),
    ...(needed.length > 0 ? { propertyDependencies: Object.fromEntries(needed) } : {}),
    ...(deletedWith && isPresent(deletedWith) ? { deletedWith } : {}),
  };
}
