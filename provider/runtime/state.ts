import { z } from "zod";
import { isSameItem } from "./compare.ts";
import { member } from "./member.ts";
import { isRecord, pick } from "./path.ts";
import type { Definition, Shape } from "./resource.ts";
import { traitsOf, unwrap } from "./traits.ts";
import { inputShape } from "./validate.ts";

/** What Pulumi keeps of a resource: live inputs and outputs by name, and our marks, which begin with `__`. */
export type State = Readonly<Record<string, unknown>>;

/** Marks a state whose creation or last change did not finish. A refresh forgets Pulumi's own mark, but not this one. */
export const unfinished = "__unfinished";

/** The key under which Pulumi keeps the text that makes the provider. */
export const providerKey = "__provider";

/**
 * The state as the cloud shows it now, or nothing when the object is gone. What cannot be read is taken from what was
 * `recorded`, what only steers this provider from what is `wanted`.
 */
export async function observe<Cloud>(
  definition: Definition<Cloud>,
  at: { cloud: Cloud; id: string },
  recorded: State,
  wanted: State = {},
): Promise<State | undefined> {
  const own = await definition.read(at).catch(unreadable);
  if (own === undefined) return undefined;
  const aspects = definition.aspects.filter(
    ({ costly, inputs }) => !costly || isGet(recorded, wanted) || isSet(inputs, recorded) || isSet(inputs, wanted),
  );
  const parts = await Promise.all(
    aspects.map(async ({ inputs, read }) => read?.({ ...at, recorded: pick(recorded, Object.keys(inputs)) }) ?? {}),
  ).catch(unreadable);
  if (parts.includes(undefined)) return undefined;
  // Unlike an assignment, this takes `__proto__` for a key like any other.
  const live = Object.fromEntries([own, ...parts].flatMap((part) => Object.entries(part ?? {})));
  return merge(definition, live, recorded, wanted);
}

/** What a read says that stumbles over a value of another type is not for people. */
function unreadable(error: unknown): never {
  if (!(error instanceof TypeError)) throw error;
  throw new Error("an answer of the cloud cannot be read: it is not what its API documents", { cause: error });
}

/** `Resource.get` knows of no inputs: there, all that there is counts. */
function isGet(recorded: State, wanted: State): boolean {
  return Object.keys(recorded).length === 0 && Object.keys(wanted).length === 0;
}

function isSet(inputs: Shape, state: State): boolean {
  return Object.keys(inputs).some((key) => state[key] !== undefined);
}

function merge<Cloud>(definition: Definition<Cloud>, live: State, recorded: State, wanted: State): State {
  const state: Record<string, unknown> = {};
  const shape = inputShape(definition);
  const managesAll = isGet(recorded, wanted);
  for (const [key, schema] of Object.entries(shape)) {
    const traits = traitsOf(schema);
    const steers = traits.option || key === "adopt";
    const value = steers ? (wanted[key] ?? recorded[key]) : overlay(schema, live[key], recorded[key]);
    state[key] = traits.someKeys && !managesAll ? managed(schema, value, recorded[key], wanted[key]) : value;
  }
  for (const [key, schema] of Object.entries(definition.outputs)) {
    if (!Object.hasOwn(shape, key)) state[key] = overlay(schema, live[key], recorded[key]);
  }
  return pick(state, Object.keys(state));
}

/** A value that the cloud does not show keeps what was set, at any depth of objects; `null` says that there is none. */
function overlay(schema: z.core.$ZodType, live: unknown, recorded: unknown): unknown {
  if (live === null) return undefined;
  if (live === undefined) return recorded;
  const bare = member(schema, live);
  if (!(bare instanceof z.ZodObject) || !isRecord(live)) return live;
  const before = isRecord(recorded) ? recorded : {};
  const merged = Object.entries(bare.shape).map(([key, part]) => [key, overlay(part, live[key], before[key])]);
  return pick(Object.fromEntries(merged), Object.keys(bare.shape));
}

/** Of a map or a list that the program manages in part: what it names now or named before. */
function managed(schema: z.core.$ZodType, live: unknown, recorded: unknown, wanted: unknown): unknown {
  if (Array.isArray(live)) {
    const list = unwrap(schema);
    const named = [recorded, wanted].flatMap((items) => (Array.isArray(items) ? items : []));
    if (!(list instanceof z.ZodArray)) return live;
    return live.filter((item) =>
      named.some((other) => isSameItem(list.element, traitsOf(schema).unordered ?? true, other, item)),
    );
  }
  return isRecord(live) ? pick(live, [...keysOf(recorded), ...keysOf(wanted)]) : live;
}

function keysOf(map: unknown): string[] {
  return isRecord(map) ? Object.keys(map) : [];
}
