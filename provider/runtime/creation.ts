import { AnswerLost, CloudError, JobFailed, Unreachable } from "../http/errors.ts";
import type { Operation } from "../http/operation.ts";
import { messageOf, Refusal } from "./failure.ts";
import { journal } from "./journal.ts";
import { keyOf, type Life } from "./life.ts";
import { memory } from "./memory.ts";
import { ambiguous, appeared, newcomers } from "./newcomers.ts";
import { laidOver, pick } from "./path.ts";
import { causeOf, isWaitCutShort } from "./running.ts";
import { withoutSecrets } from "./secrets.ts";
import type { State } from "./state.ts";
import { takenUp } from "./taken-up.ts";
import { wire } from "./wire.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** An object that the cloud has accepted, and what failed afterwards, if anything did. */
export interface Created {
  readonly id: string;
  readonly state: State;
  readonly failure?: unknown;
}

const nextTime = 'The next "pulumi up" looks for it before it creates another one.';

/**
 * Brings an object into being, once: what an earlier run has begun and could not hand over to Pulumi is gone on with,
 * and before the call and after a lost answer it looks for what is there already.
 */
export async function creation<Cloud>(life: Life<Cloud>, operation: Operation, inputs: Inputs): Promise<Created> {
  const { definition, connection } = life;
  const { urn } = wire();
  const begun = memory.begunFor(urn);
  if (begun) return begun;
  const { adopt: _, ...own } = inputs;
  const pending = await takenUp(life, operation);
  if (pending) return accepted(life, pending.id, laidOver(pending.inputs, own));
  const request = { cloud: connection.during(operation), inputs: own as never };
  const alike = isInNew(life, inputs) ? [] : await definition.find(request);
  refuseStrangers(life, alike);
  await definition.precheck?.(request);
  const before = [...alike, ...((await definition.siblings?.(request)) ?? [])];
  const note = urn === undefined ? undefined : noted(life, urn, before, own);
  let made: Created | undefined;
  const created = (id: string, applied: Inputs = {}) => {
    if (!id) throw new AnswerLost({ operation: `create ${definition.noun}`, summary: "the answer names no id" });
    if (note && made?.id !== id) journal.made(note, id);
    made = accepted(life, id, inputs, applied);
    memory.born(keyOf(life, id));
    operation.progress(`accepted as ${id}; if this is interrupted, the next "pulumi up" goes on with it`);
  };
  try {
    await definition.create({ ...request, created });
  } catch (failure) {
    if (made && !(await isUndone(life, request.cloud, made.id, failure))) return { ...made, failure };
    if (made && urn) memory.undone(urn);
    if (note && (made || isRefusal(failure))) journal.forget(note);
    if (!(failure instanceof AnswerLost)) throw unconfirmed(definition.noun, causeOf(failure, operation.signal));
    const id = await lost(life, operation, failure, () => newcomers(life, request, before));
    if (definition.toldOnce?.(own as never)) {
      await definition.delete({ cloud: request.cloud, id, state: {} });
      if (note) journal.forget(note);
      throw madeInVain(id, failure);
    }
    created(id);
  }
  if (!made) throw new Refusal(`The creation of the ${definition.noun} ended without an id.`);
  return made;
}

/** Whether the cloud, having failed to make the object, has taken it away again: then there is nothing to go on with. */
async function isUndone<Cloud>({ definition }: Life<Cloud>, cloud: Cloud, id: string, failure: unknown) {
  if (!(failure instanceof JobFailed)) return false;
  const seen = await definition.read({ cloud, id }).catch(() => "unknown");
  return seen === undefined;
}

function madeInVain(id: string, failure: AnswerLost): Refusal {
  return new Refusal(
    `${messageOf(failure)} It made ${id}, but what only its answer tells is lost: ${id} was deleted. The next "pulumi up" ` +
      "makes another one.",
  );
}

/** Whether it lives in something that this very run has made: nothing like it can be there yet. */
function isInNew<Cloud>({ definition: { parent }, connection }: Life<Cloud>, inputs: Inputs): boolean {
  if (!parent) return false;
  return memory.isBorn(keyOf({ connection, definition: parent }, String(inputs[parent.input])));
}

/** Whether a failed call says for sure that nothing was made. */
function isRefusal(failure: unknown): boolean {
  if (failure instanceof Unreachable) return failure.processed === "no";
  const { status = 0 } = failure instanceof CloudError ? failure : {};
  return status >= 400 && status < 500 && !(failure instanceof AnswerLost);
}

function accepted<Cloud>(life: Life<Cloud>, id: string, inputs: Inputs, applied: Inputs = {}): Created {
  const { urn } = wire();
  const made = { id, state: { ...setAtCreation(life, inputs), ...applied } };
  memory.made(keyOf(life, id));
  if (urn) memory.begun(urn, made);
  return made;
}

/** Writes down what is about to be created, and for which resource. */
function noted<Cloud>({ definition, connection }: Life<Cloud>, urn: string, before: readonly string[], inputs: Inputs) {
  return journal.begin({
    urn,
    account: connection.account,
    token: definition.token,
    replaces: memory.predecessor(urn) !== undefined,
    before: [...new Set(before)],
    inputs: withoutSecrets(definition, inputs),
  });
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
  const [id, ...more] = await appeared(look, operation).catch((error) => {
    const cause = messageOf(causeOf(error, operation.signal)).replace(/[.\s]+$/, "");
    throw new Refusal(`${messageOf(failure)} Looking for what it made did not succeed: ${cause}. ${nextTime}`);
  });
  if (id === undefined) throw new Refusal(`${messageOf(failure)} No such ${noun} has appeared since. ${nextTime}`);
  if (more.length > 0) throw new Refusal(`${messageOf(failure)} ${ambiguous(noun, [id, ...more])}`);
  return id;
}
