import type { Operation } from "../http/operation.ts";
import { differences } from "./compare.ts";
import { converge } from "./converge.ts";
import { creation } from "./creation.ts";
import { messageOf, Refusal, Unfinished } from "./failure.ts";
import { json } from "./json.ts";
import { keyOf, type Life } from "./life.ts";
import { memory } from "./memory.ts";
import { pick } from "./path.ts";
import { Interrupted, running, TimeLimit } from "./running.ts";
import { redact } from "./secrets.ts";
import { observe, providerKey, type State, unfinished } from "./state.ts";
import { inputShape } from "./validate.ts";
import { wire } from "./wire.ts";

type Props = Record<string, unknown>;

/** A refresh of a cloud that is down should say so soon. */
const readLimitMinutes = 10;

export async function create<Cloud>(life: Life<Cloud>, props: Props): Promise<{ id: string; outs: Props }> {
  const { [providerKey]: provider, ...inputs } = props;
  return running(life.definition.timeLimits.create, async (operation) => {
    if (typeof inputs.adopt === "string") return adopt(life, operation, inputs.adopt, inputs);
    const created = await creation(life, operation, inputs);
    return finish(life, operation, { ...created, inputs, provider, step: "creation" });
  });
}

export async function update<Cloud>(life: Life<Cloud>, id: string, olds: Props, news: Props): Promise<{ outs: Props }> {
  const { [providerKey]: provider, ...inputs } = news;
  const { [unfinished]: mark, ...state } = olds;
  const step = mark === "creation" ? "creation" : "change";
  return running(life.definition.timeLimits.update, (operation) =>
    finish(life, operation, { id, inputs, state, provider, step }),
  );
}

interface Step {
  readonly id: string;
  readonly inputs: Props;
  readonly state: State;
  readonly provider: unknown;
  readonly step: "creation" | "change";
  /** What has failed before. */
  readonly failure?: unknown;
}

/** Converges; whatever fails on the way, the object and all that was done to it stay known to Pulumi. */
async function finish<Cloud>(life: Life<Cloud>, operation: Operation, at: Step): Promise<{ id: string; outs: Props }> {
  const { definition, connection } = life;
  const { id, inputs, provider, step } = at;
  let { state } = at;
  try {
    if ("failure" in at) throw at.failure;
    const cloud = connection.during(operation);
    const settled = await converge(definition, { cloud, id, inputs, state }, (reached) => {
      state = reached;
    });
    if (settled === undefined) {
      throw new Refusal(
        'it does not exist any more. "pulumi refresh" takes it out of the state, the next "pulumi up" creates it again',
      );
    }
    return { id, outs: json(settled) as Props };
  } catch (error) {
    const reason = redact(definition, { ...state, ...inputs }, explain(life, id, step, error, state));
    throw new Unfinished(id, { ...state, [providerKey]: provider }, step, reason);
  }
}

function explain<Cloud>(life: Life<Cloud>, id: string, step: Step["step"], error: unknown, state: State): string {
  const { noun, ailment, holdsData } = life.definition;
  const what = step === "creation" ? "was accepted, but its creation has not finished" : "was not changed completely";
  const dead = step === "creation" && ailment?.(state)?.dead === true;
  const next = dead
    ? `The next "pulumi up" replaces it${holdsData ? " (set protect: false for that)" : ""}.`
    : 'The next "pulumi up" goes on from there.';
  const waits = error instanceof TimeLimit || error instanceof Interrupted;
  return `${noun} ${id} ${what}${waits ? ", " : ": "}${messageOf(error).replace(/[.\s]+$/, "")}. ${next}`;
}

/** Takes an existing object over and changes nothing at it. */
async function adopt<Cloud>(life: Life<Cloud>, operation: Operation, id: string, inputs: Props) {
  const { definition, connection } = life;
  const state = await observe(definition, { cloud: connection.during(operation), id }, inputs, inputs);
  if (state === undefined) throw new Refusal(`There is no ${definition.noun} ${id} to adopt.`);
  memory.adopted(keyOf(life, id));
  return { id, outs: json(state) as Props };
}

export async function read<Cloud>(life: Life<Cloud>, id: string, props: Props) {
  const { definition, connection } = life;
  const { [providerKey]: _, [unfinished]: mark, ...recorded } = props;
  const shape = inputShape(definition);
  const isGet = Object.keys(pick(recorded, [...Object.keys(shape), ...Object.keys(definition.outputs)])).length === 0;
  return running(readLimitMinutes, async (operation) => {
    const state = await observe(definition, { cloud: connection.during(operation), id }, recorded);
    if (state === undefined) {
      if (isGet) throw new Refusal(`There is no ${definition.noun} ${id}.`);
      return { id: "", props: {} };
    }
    const ailment = definition.ailment?.(state);
    if (ailment) operation.warn(ailment.text);
    const before = wire().recordedInputs;
    const inputs = isGet || !before ? pick(state, Object.keys(shape)) : respell(life, before, state);
    const kept = mark === undefined ? state : { ...state, [unfinished]: mark };
    return { id, props: json(kept) as Props, inputs: json(inputs) as Props };
  });
}

/** The recorded inputs with their live values, in the user's spelling where it means the same. */
function respell<Cloud>({ definition }: Life<Cloud>, before: State, state: State): Props {
  const inputs: Props = {};
  for (const [key, schema] of Object.entries(inputShape(definition))) {
    if (before[key] === undefined) continue;
    const same = state[key] === undefined || differences(schema, before[key], state[key], key).length === 0;
    inputs[key] = same ? before[key] : state[key];
  }
  return inputs;
}

export async function remove<Cloud>(life: Life<Cloud>, id: string, props: Props): Promise<void> {
  const { definition, connection } = life;
  await running(definition.timeLimits.delete, async (operation) => {
    if (memory.isNew(keyOf(life, id))) {
      operation.warn(`The ${definition.noun} ${id} came into this stack in this very update: it is not deleted.`);
      return;
    }
    await definition.delete({ cloud: connection.during(operation), id, state: props });
  });
}
