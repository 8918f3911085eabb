import { changesOf } from "./diff.ts";
import { pick } from "./path.ts";
import type { Definition } from "./resource.ts";
import { observe, type State } from "./state.ts";

/**
 * Brings an object to what the program wants: reads, compares, runs the aspects that differ. The one algorithm behind
 * the steps after a creation, updates, going on after a failure, and healing drift. `save` gets the state after each
 * finished step. Answers nothing when the object is gone.
 */
export async function converge<Cloud>(
  definition: Definition<Cloud>,
  at: { cloud: Cloud; id: string; inputs: State; state: State },
  save: (state: State) => void,
): Promise<State | undefined> {
  const { cloud, id, inputs } = at;
  await definition.ready?.({ cloud, id, inputs: inputs as never });
  let state = await observe(definition, { cloud, id }, at.state, inputs);
  if (state === undefined) return undefined;
  save(state);
  let changed = false;
  for (const aspect of definition.aspects) {
    const changes = changesOf(aspect.inputs, state, inputs);
    if (Object.keys(changes).length === 0) continue;
    const live = pick(state, Object.keys(aspect.inputs));
    const settled = { ...live, ...pick(inputs, Object.keys(aspect.inputs)) };
    await aspect.update({ cloud, id, inputs: settled as never, live, changes, state });
    state = { ...state, ...changes };
    save(state);
    changed = true;
  }
  if (!changed) return state;
  const settled = await observe(definition, { cloud, id }, state, inputs);
  if (settled) save(settled);
  return settled;
}
