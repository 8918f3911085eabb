import { isRecord } from "./path.ts";
import type { State } from "./state.ts";

/**
 * Keeps in the state which inputs the program has set. The engine sends them with each request, but the first request of
 * a process comes before anybody listens, and a refresh that took all live values for inputs would manage too much.
 */
export const outlineKey = "__inputs";

/** Which parts of a value are there, at any depth of objects, without the values. */
type Outline = true | { readonly [key: string]: Outline };

export function outlineOf(value: unknown): Outline {
  if (!isRecord(value)) return true;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, outlineOf(part)]));
}

/** The parts of a state that an outline names; nothing if there is none, in a state of an older version. */
export function within(state: State, outline: unknown): State | undefined {
  return isRecord(outline) ? (parts(state, outline) as State) : undefined;
}

function parts(value: unknown, outline: unknown): unknown {
  if (!isRecord(value) || !isRecord(outline)) return value;
  const named = Object.keys(outline).filter((key) => value[key] !== undefined);
  return Object.fromEntries(named.map((key) => [key, parts(value[key], outline[key])]));
}
