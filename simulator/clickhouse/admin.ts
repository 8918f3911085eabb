import { removeService } from "./services/remove.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

/** The objects of the cloud by kind, as copies. */
export function dump({ store }: World): Record<string, object[]> {
  return Object.fromEntries(
    Object.entries(store).map(([kind, objects]) => [kind, structuredClone([...objects.values()])]),
  );
}

/** Changes an object behind the client's back: nested objects are merged, arrays replaced. */
export function change(world: World, kind: string, id: string, patch: Record<string, unknown>): void {
  const object = kindOf(world, kind).get(id);
  if (!object) throw new RangeError(`There is no ${kind}/${id}`);
  merge(object as Record<string, unknown>, patch);
}

/** Removes an object as if somebody had deleted it by hand; a service takes what belongs to it along. */
export function remove(world: World, kind: string, id: string): void {
  const service = world.store.services.get(id);
  if (kind === "services" && service) removeService(world, service);
  else if (!kindOf(world, kind).delete(id)) throw new RangeError(`There is no ${kind}/${id}`);
}

function kindOf({ store }: World, kind: string): Map<string, object> {
  if (!Object.hasOwn(store, kind)) throw new RangeError(`There is no kind ${kind}`);
  return store[kind as keyof Store];
}

function merge(target: Record<string, unknown>, patch: Record<string, unknown>) {
  for (const [key, value] of Object.entries(patch)) {
    const old = target[key];
    if (isRecord(old) && isRecord(value)) merge(old, value);
    else target[key] = structuredClone(value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
