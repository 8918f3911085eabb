import { isDeepStrictEqual } from "node:util";
import type { Operation } from "../http/operation.ts";
import { Refusal } from "./failure.ts";
import { journal, type Note } from "./journal.ts";
import type { Life } from "./life.ts";
import { memory } from "./memory.ts";
import { ambiguous, appeared, newcomers } from "./newcomers.ts";
import { causeOf } from "./running.ts";
import type { State } from "./state.ts";
import { wire } from "./wire.ts";

/**
 * What an earlier run has made for the resource of this request and could not hand over to Pulumi, if there is such a
 * thing and it is of use. A note that turns out to be about nothing is forgotten.
 *
 * @throws while another process is at it, and when it cannot be told which of several objects it is
 */
export async function takenUp<Cloud>(
  life: Life<Cloud>,
  operation: Operation,
): Promise<(Note & { readonly id: string }) | undefined> {
  const { definition, connection } = life;
  const note = journal.pending(wire().urn, connection.account);
  if (!note) return undefined;
  if (journal.isBusy(note)) throw busy(definition.noun, note);
  const id = isOver(note) ? undefined : await madeBy(life, operation, note);
  if (id === undefined) {
    journal.forget(note);
    return undefined;
  }
  if (definition.toldOnce?.(note.inputs as never)) {
    await definition.delete({ cloud: connection.during(operation), id, state: {} });
    journal.forget(note);
    operation.warn(
      `The ${definition.noun} ${id} was made by an earlier run that was interrupted, and what only that run was told is ` +
        "lost: it was deleted, and this run makes another one.",
    );
    return undefined;
  }
  journal.made(note, id);
  operation.warn(
    `The ${definition.noun} ${id} was begun by an earlier run that was interrupted: this one goes on with it.`,
  );
  return { ...note, id };
}

/** Pulumi's state has what the first creation for the resource has made: this one is about a replacement. */
function isOver({ urn, replaces }: Note): boolean {
  return !replaces && memory.predecessor(urn) !== undefined;
}

/** The id of what the noted creation has made. What was begun a moment ago may not be shown yet. */
async function madeBy<Cloud>(life: Life<Cloud>, operation: Operation, note: Note): Promise<string | undefined> {
  const { definition, connection } = life;
  const { noun } = definition;
  const cloud = connection.during(operation);
  const request = { cloud, inputs: note.inputs as never };
  const { id: known } = note;
  const look =
    known === undefined
      ? () => newcomers(life, request, note.before, (id) => journal.isAnothers(note, id))
      : async () => ((await isThere(life, { ...request, id: known })) ? [known] : []);
  const found = await appeared(look, operation, Date.parse(note.begunAt)).catch((error) => {
    throw causeOf(error, operation.signal);
  });
  const [id, ...more] = found;
  const own = more.length === 0 ? id : await ownOf(life, cloud, note, found);
  if (own !== undefined || id === undefined) return own;
  // Creations that were interrupted with it have taken all there is: it has made nothing.
  if (found.every((other) => journal.isAnothers(note, other))) return undefined;
  throw new Refusal(
    `An earlier creation of the ${noun} was interrupted. ${ambiguous(noun, found)} If none of them is, remove ` +
      `${journal.fileOf(note)}.`,
  );
}

/** What is accepted may be shown only when whatever makes it has ended. */
async function isThere<Cloud>({ definition }: Life<Cloud>, at: { cloud: Cloud; id: string; inputs: never }) {
  if ((await definition.read(at)) !== undefined) return true;
  await definition.ready?.(at);
  return (await definition.read(at)) !== undefined;
}

/**
 * One call may have made an object for each of several resources, and they look alike until they get their names. Where
 * no more of them are there than creations are pending, each takes the one that is most like what it has asked for.
 */
async function ownOf<Cloud>(
  { definition }: Life<Cloud>,
  cloud: Cloud,
  note: Note,
  found: readonly string[],
): Promise<string | undefined> {
  if (!definition.siblings) return undefined;
  const seen = await Promise.all(found.map((id) => definition.read({ cloud, id })));
  const likeness = (id: string) => agreeing(seen[found.indexOf(id)] ?? {}, note.inputs);
  // Between looking who has taken which and taking one nobody else gets a turn.
  const free = found.filter((id) => !journal.isAnothers(note, id));
  if (free.length > 1 + journal.rivalsOf(note)) return undefined;
  const [own] = free.toSorted((one, other) => likeness(other) - likeness(one));
  if (own !== undefined) journal.made(note, own);
  return own;
}

/** How many of the inputs an object has as they were asked for. */
function agreeing(seen: State, asked: State): number {
  return Object.entries(asked).filter(([key, value]) => isDeepStrictEqual(seen[key], value)).length;
}

function busy(noun: string, note: Note): Refusal {
  const { begunAt, process } = note;
  return new Refusal(
    `Nothing was created: process ${process?.pid} has been creating this ${noun} for ${ageOf(begunAt)}. Wait for its end, ` +
      `or end it, and run "pulumi up" again. If that process is something else, remove ${journal.fileOf(note)}.`,
  );
}

function ageOf(time: string): string {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1_000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
