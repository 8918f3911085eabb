import { JobFailed } from "../http/errors.ts";
import { type Operation, oldestAnswerMs } from "../http/operation.ts";
import { generatedKey } from "./check.ts";
import { converge } from "./converge.ts";
import { creation } from "./creation.ts";
import { messageOf, Refusal, Unfinished } from "./failure.ts";
import { journal } from "./journal.ts";
import { json } from "./json.ts";
import { keyOf, type Life } from "./life.ts";
import { memory } from "./memory.ts";
import { outlineKey, outlineOf, within } from "./outline.ts";
import { pick } from "./path.ts";
import { respelled } from "./respelled.ts";
import { causeOf, isWaitCutShort, running } from "./running.ts";
import { keepSecret, redact } from "./secrets.ts";
import { observe, providerKey, type State, unfinished } from "./state.ts";
import { inputShape } from "./validate.ts";
import { wire } from "./wire.ts";

type Props = Record<string, unknown>;

/** A refresh of a cloud that is down should say so soon. */
const readLimitMinutes = 10;

export async function create<Cloud>(life: Life<Cloud>, props: Props): Promise<{ id: string; outs: Props }> {
  const program = received(life, props);
  const { inputs } = program;
  return running(life.definition.timeLimits.create, async (operation) => {
    if (typeof inputs.adopt === "string") return adopt(life, operation, inputs.adopt, program);
    try {
      const created = await creation(life, operation, inputs);
      return await finish(life, operation, { ...created, ...program, step: "creation" });
    } finally {
      journal.leave(wire().urn, life.connection.account);
    }
  });
}

export async function update<Cloud>(life: Life<Cloud>, id: string, olds: Props, news: Props): Promise<{ outs: Props }> {
  const { [unfinished]: mark, [outlineKey]: _, ...state } = olds;
  const step = mark === "creation" ? "creation" : "change";
  return running(life.definition.timeLimits.update, (operation) =>
    finish(life, operation, { ...received(life, news), id, state, step }),
  );
}

/** What the program asks for. */
interface Received {
  readonly inputs: Props;
  /** What the state keeps of the inputs beside their values. */
  readonly marks: Props;
  readonly provider: unknown;
}

function received<Cloud>({ definition }: Life<Cloud>, props: Props): Received {
  const inputs = pick(props, Object.keys(inputShape(definition)));
  const marks = { [outlineKey]: outlineOf(inputs), ...pick(props, [generatedKey]) };
  return { inputs, marks, provider: props[providerKey] };
}

interface Step extends Received {
  readonly id: string;
  readonly state: State;
  readonly step: "creation" | "change";
  /** What has failed before. */
  readonly failure?: unknown;
}

/** Converges; whatever fails on the way, the object and all that was done to it stay known to Pulumi. */
async function finish<Cloud>(life: Life<Cloud>, operation: Operation, at: Step): Promise<{ id: string; outs: Props }> {
  const { definition, connection } = life;
  const { id, inputs, marks, provider, step } = at;
  let { state } = at;
  const cloud = connection.during(operation);
  try {
    if ("failure" in at) {
      // What the cloud says of an object that it has given up decides what the next update does.
      if (at.failure instanceof JobFailed) {
        state = (await observe(definition, { cloud, id }, state, inputs).catch(() => undefined)) ?? state;
      }
      throw at.failure;
    }
    const settled = await converge(definition, { cloud, id, inputs, state }, (reached) => {
      state = reached;
      const ailment = step === "creation" ? definition.ailment?.(reached) : undefined;
      if (ailment?.dead) throw new Refusal(ailment.text);
    });
    if (settled === undefined) {
      throw new Refusal(
        'it does not exist any more. "pulumi refresh" takes it out of the state, the next "pulumi up" creates it again',
      );
    }
    return { id, outs: json({ ...settled, ...marks }) as Props };
  } catch (error) {
    keepSecret(definition, state);
    const reason = redact(explain(life, id, step, causeOf(error, operation.signal), state));
    throw new Unfinished(id, { ...state, ...marks, [providerKey]: provider }, step, reason);
  }
}

function explain<Cloud>(life: Life<Cloud>, id: string, step: Step["step"], error: unknown, state: State): string {
  const { noun, ailment, holdsData } = life.definition;
  const what = step === "creation" ? "was accepted, but its creation has not finished" : "was not changed completely";
  const ill = ailment?.(state);
  const dead = step === "creation" && ill?.dead === true;
  const next = dead
    ? `The next "pulumi up" replaces it${holdsData ? " (set protect: false for that)" : ""}.`
    : 'The next "pulumi up" goes on from there.';
  const [sign, illness] = isWaitCutShort(error) ? [", ", ill ? `${ill.text} ` : ""] : [": ", ""];
  return `${noun} ${id} ${what}${sign}${messageOf(error).replace(/[.\s]+$/, "")}. ${illness}${next}`;
}

/** Takes an existing object over and changes nothing at it. */
async function adopt<Cloud>(life: Life<Cloud>, operation: Operation, id: string, { inputs, marks }: Received) {
  const { definition, connection } = life;
  const state = await observe(definition, { cloud: connection.during(operation), id }, inputs, inputs);
  if (state === undefined) throw new Refusal(`There is no ${definition.noun} ${id} to adopt.`);
  memory.adopted(keyOf(life, id));
  settle(life, operation, id);
  return { id, outs: json({ ...state, ...marks }) as Props };
}

/** The program has decided what the resource is, so what an interrupted creation has made for it is not it. */
function settle<Cloud>({ definition, connection }: Life<Cloud>, operation: Operation, adopted: string): void {
  const note = journal.pending(wire().urn, connection.account);
  if (!note || journal.isBusy(note)) return;
  journal.forget(note);
  if (note.id === undefined || note.id === adopted) return;
  operation.warn(
    `An earlier run, which was interrupted, has created the ${definition.noun} ${note.id} for this resource. It is in ` +
      "no state of Pulumi's: delete it if you do not need it.",
  );
}

export async function read<Cloud>(life: Life<Cloud>, id: string, props: Props) {
  const { definition, connection } = life;
  const { [providerKey]: _, [unfinished]: mark, [outlineKey]: outline, ...recorded } = props;
  const marks = pick(props, [unfinished, outlineKey, generatedKey]);
  const shape = inputShape(definition);
  const known = [...Object.keys(shape), ...Object.keys(definition.outputs)];
  const isGet = mark === undefined && Object.keys(pick(recorded, known)).length === 0;
  const look = async (operation: Operation) => {
    const state = await observe(definition, { cloud: connection.during(operation), id }, recorded);
    if (state === undefined) {
      if (isGet) throw new Refusal(`There is no ${definition.noun} ${id}.`);
      return { id: "", props: {} };
    }
    const ailment = definition.ailment?.(state);
    if (ailment) operation.warn(ailment.text);
    const kept = json({ ...state, ...marks }) as Props;
    if (isGet) return { id, props: kept, inputs: json(pick(state, Object.keys(shape))) };
    const set = within(recorded, outline);
    const before = wire().recordedInputs ?? (set && { ...set, ...marks });
    // Without the recorded inputs none are returned: all live values would count as set by the program.
    return before ? { id, props: kept, inputs: json(respelled(life, before, state)) } : { id, props: kept };
  };
  return running(readLimitMinutes, look, { oldestMs: oldestAnswerMs });
}

export async function remove<Cloud>(life: Life<Cloud>, id: string, props: Props): Promise<void> {
  const { definition, connection } = life;
  await running(definition.timeLimits.delete, async (operation) => {
    if (memory.isNew(keyOf(life, id))) {
      operation.warn(`The ${definition.noun} ${id} came into this stack in this very update: it is not deleted.`);
      return;
    }
    try {
      await definition.delete({ cloud: connection.during(operation), id, state: props });
    } catch (error) {
      const cause = causeOf(error, operation.signal);
      if (!isWaitCutShort(cause)) throw error;
      throw new Refusal(`The deletion of the ${definition.noun} ${id} has not ended, ${messageOf(cause)}.`);
    }
  });
}
