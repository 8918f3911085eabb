import { setTimeout as pause } from "node:timers/promises";
import { AnswerLost } from "../http/errors.ts";
import type { Operation } from "../http/operation.ts";
import { messageOf, Refusal } from "./failure.ts";
import { keyOf, type Life } from "./life.ts";
import { memory } from "./memory.ts";
import { pick } from "./path.ts";
import { causeOf, isWaitCutShort } from "./running.ts";
import type { State } from "./state.ts";
import { wire } from "./wire.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** An object that the cloud has accepted, and what failed afterwards, if anything did. */
export interface Created {
  readonly id: string;
  readonly state: State;
  readonly failure?: unknown;
}

const nextTime = 'The next "pulumi up" looks for it before it creates another one.';

/** How long a list may take to show what a creation without an answer has made. */
const lookAgainAfterMs = [0, 500, 1_000, 2_000, 4_000, 8_000];

/** Brings an object into being, once: before the call and after a lost answer, it looks for what is there already. */
export async function creation<Cloud>(life: Life<Cloud>, operation: Operation, inputs: Inputs): Promise<Created> {
  const { definition, connection } = life;
  const { urn } = wire();
  const begun = memory.begunFor(urn);
  if (begun) return begun;
  const { adopt: _, ...own } = inputs;
  const request = { cloud: connection.during(operation), inputs: own as never };
  const before = isInNew(life, inputs) ? [] : await definition.find(request);
  refuseStrangers(life, before);
  let made: Created | undefined;
  const created = (id: string, applied: Inputs = {}) => {
    if (!id) throw new AnswerLost({ operation: `create ${definition.noun}`, summary: "the answer names no id" });
    memory.made(keyOf(life, id));
    memory.born(keyOf(life, id));
    made = { id, state: { ...setAtCreation(life, inputs), ...applied } };
    if (urn) memory.begun(urn, made);
    operation.progress(`accepted as ${id}; if this is interrupted, the next "pulumi up" goes on with it`);
  };
  try {
    await definition.create({ ...request, created });
  } catch (failure) {
    if (made) return { ...made, failure };
    if (!(failure instanceof AnswerLost)) throw unconfirmed(definition.noun, causeOf(failure, operation.signal));
    created(await lost(life, operation, failure, async () => newcomers(life, before, await definition.find(request))));
  }
  if (!made) throw new Refusal(`The creation of the ${definition.noun} ended without an id.`);
  return made;
}

/** Whether it lives in something that this very run has made: nothing like it can be there yet. */
function isInNew<Cloud>({ definition: { parent }, connection }: Life<Cloud>, inputs: Inputs): boolean {
  if (!parent) return false;
  return memory.isBorn(keyOf({ connection, definition: parent }, String(inputs[parent.input])));
}

/** Fixed inputs are set by the creation alone; that they cannot all be read back is no reason to forget them. */
function setAtCreation<Cloud>({ definition }: Life<Cloud>, inputs: Inputs): State {
  return pick(inputs, ["adopt", ...Object.keys(definition.inputs)]);
}

/** A wait that was cut short says nothing of whether the cloud has accepted the creation. */
function unconfirmed(noun: string, failure: unknown): unknown {
  if (!isWaitCutShort(failure)) return failure;
  return new Refusal(`The creation of the ${noun} was not confirmed: ${messageOf(failure)}. ${nextTime}`);
}

/** What was not there before and is not known as another resource's. */
function newcomers<Cloud>(life: Life<Cloud>, before: readonly string[], now: readonly string[]): string[] {
  return now.filter((id) => !before.includes(id) && !memory.isNew(keyOf(life, id)));
}

/** An object that looks like the one to be created, but that this run has not made, may be somebody's. */
function refuseStrangers<Cloud>(life: Life<Cloud>, found: readonly string[]): void {
  const { noun } = life.definition;
  const predecessor = memory.predecessor(wire().urn);
  const strangers = found.filter((id) => !memory.isNew(keyOf(life, id)) && id !== predecessor?.id);
  if (strangers.length === 0) return;
  if (strangers.length === 1 && predecessor && predecessor.id === undefined) return;
  throw new Refusal(
    `Nothing was created: there is a ${noun} like this already, ${strangers.join(", ")}. ` +
      `If it is the one, set adopt: "${strangers[0]}"; if not, choose another name.`,
  );
}

/** The id of what a creation without an answer has made. */
async function lost<Cloud>(
  { definition: { noun } }: Life<Cloud>,
  operation: Operation,
  failure: AnswerLost,
  look: () => Promise<string[]>,
): Promise<string> {
  for (const ms of lookAgainAfterMs) {
    const [id, ...more] = await pause(ms, undefined, { signal: operation.signal })
      .then(() => {
        operation.since = performance.now();
        return look();
      })
      .catch((error) => {
        const cause = messageOf(causeOf(error, operation.signal)).replace(/[.\s]+$/, "");
        throw new Refusal(`${messageOf(failure)} Looking for what it made did not succeed: ${cause}. ${nextTime}`);
      });
    if (id === undefined) continue;
    if (more.length === 0) return id;
    throw new Refusal(
      `${messageOf(failure)} Several objects could be the ${noun} that it made: ${[id, ...more].join(", ")}. ` +
        `Set adopt to the right one's id and delete the others.`,
    );
  }
  throw new Refusal(`${messageOf(failure)} No such ${noun} has appeared since. ${nextTime}`);
}
