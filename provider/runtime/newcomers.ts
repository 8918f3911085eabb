import { setTimeout as pause } from "node:timers/promises";
import type { Operation } from "../http/operation.ts";
import { keyOf, type Life } from "./life.ts";
import { memory } from "./memory.ts";

/** How long a cloud may take to show what it has made. */
const lookAgainAfterMs = [0, 500, 1_000, 2_000, 4_000, 8_000];
const shownAfterMs = 15_000;

/** Looks until something is there, or until what was begun `since` then would be there. */
export async function appeared(
  look: () => Promise<string[]>,
  operation: Operation,
  since = Date.now(),
): Promise<string[]> {
  for (const ms of lookAgainAfterMs) {
    if (ms > 0) await pause(ms, undefined, { signal: operation.signal });
    operation.since = performance.now();
    // An answer tells how it was when it was asked for, however long it takes.
    const asked = Date.now();
    const found = await look();
    if (found.length > 0 || asked - since >= shownAfterMs) return found;
  }
  return [];
}

/**
 * What was not there before and is not known as another resource's. The only one is taken at once, as the creation of a
 * twin whose answer was lost as well may be looking at the same list.
 */
export async function newcomers<Cloud>(
  life: Life<Cloud>,
  request: { cloud: Cloud; inputs: never },
  before: readonly string[],
  isAnothers: (id: string) => boolean = () => false,
): Promise<string[]> {
  const { definition } = life;
  const now = new Set([...(await definition.find(request)), ...((await definition.siblings?.(request)) ?? [])]);
  const found = [...now].filter((id) => !before.includes(id) && !memory.isNew(keyOf(life, id)) && !isAnothers(id));
  const [id, ...more] = found;
  if (id !== undefined && more.length === 0) memory.made(keyOf(life, id));
  return found;
}

export function ambiguous(noun: string, ids: readonly string[]): string {
  return (
    `Several objects could be the ${noun} that it made: ${ids.join(", ")}. Set adopt to the right one's id and delete ` +
    "the others."
  );
}
