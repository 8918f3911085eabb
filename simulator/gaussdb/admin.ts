import { removeHtapInstance } from "./htap/records.ts";
import { removeInstance } from "./instances/delete.ts";
import { failJob } from "./jobs.ts";
import { payOrder } from "./orders.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

/** The objects of the cloud by kind. Tokens are left out of the dump: their ids are secrets. */
export function dump({ store }: World): Record<string, object[]> {
  const { tokens, ...kinds } = store;
  const dumped = Object.entries(kinds).map(([kind, objects]) => [kind, structuredClone([...objects.values()])]);
  return { ...Object.fromEntries(dumped), tokens: [...tokens.values()].map(({ id: _, ...token }) => token) };
}

/**
 * Changes an object behind the client's back. Nested objects are merged, arrays replaced. A job that is set to
 * `Failed` fails as one whose time has come, an order that is set to `paid` is carried out; for tokens, the id `*` means all.
 */
export function change(world: World, kind: string, id: string, patch: Record<string, unknown>): void {
  const objects = kindOf(world, kind);
  if (kind === "tokens" && id === "*") {
    for (const token of objects.values()) merge(token, patch);
    return;
  }
  const object = objects.get(keyOf(objects, id));
  if (!object) throw new RangeError(`There is no ${kind}/${id}`);
  const job = world.store.jobs.get(id);
  const order = world.store.orders.get(id);
  if (job && patch.status === "Failed") failJob(world, job, { reason: String(patch.fail_reason ?? "") });
  if (order && patch.status === "paid") payOrder(order);
  merge(object, patch);
}

/** Removes an object as if somebody had deleted it by hand; an instance takes what belongs to it along. */
export function remove(world: World, kind: string, id: string): void {
  const objects = kindOf(world, kind);
  const instance = world.store.instances.get(id);
  const htap = world.store.htapInstances.get(id);
  if (instance && kind === "instances") removeInstance(world, instance);
  else if (htap && kind === "htapInstances") removeHtapInstance(world, htap);
  else if (!objects.delete(keyOf(objects, id))) throw new RangeError(`There is no ${kind}/${id}`);
}

function kindOf(world: World, kind: string): Map<string, object> {
  if (!Object.hasOwn(world.store, kind)) throw new RangeError(`There is no kind ${kind}`);
  return world.store[kind as keyof Store] as Map<string, object>;
}

/**
 * The key of an object. What belongs to an instance and has no id of its own is also found by its name alone, which may
 * be percent-encoded: `app@%` or `app%40%25` for the user whose key is `…in07/app@%`.
 */
function keyOf(objects: ReadonlyMap<string, object>, id: string): string {
  const isMeant = (key: string) => {
    const name = key.slice(key.indexOf("/") + 1);
    return name === id || encodeURIComponent(name) === id;
  };
  return objects.has(id) ? id : ([...objects.keys()].find(isMeant) ?? id);
}

function merge(target: object, patch: Record<string, unknown>) {
  for (const [key, value] of Object.entries(patch)) {
    const old = (target as Record<string, unknown>)[key];
    if (isRecord(old) && isRecord(value)) merge(old, value);
    else (target as Record<string, unknown>)[key] = structuredClone(value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
