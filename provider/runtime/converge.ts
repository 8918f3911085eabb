import { changesOf } from "./diff.ts";
import { pick } from "./path.ts";
import type { Definition, Shape } from "./resource.ts";
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
  let state: State = at.state;
  const done = new Set<unknown>();
  for (;;) {
    const seen = await observe(definition, { cloud, id }, state, inputs);
    if (seen === undefined) return undefined;
    state = seen;
    save(state);
    // One change may call for another, so it is looked again; but what still differs after its change is left for the
    // next preview to show.
    const due = definition.aspects.filter((aspect) => !done.has(aspect) && isDue(aspect.inputs, state, inputs));
    if (due.length === 0) return state;
    for (const aspect of due) {
      const keys = Object.keys(aspect.inputs);
      const changes = changesOf(aspect.inputs, state, inputs);
      const live = pick(state, keys);
      const settled = { ...live, ...pick(inputs, keys) };
      await aspect.update({ cloud, id, inputs: settled as never, live, changes, state });
      done.add(aspect);
      state = { ...state, ...changes };
      save(state);
    }
  }
}

function isDue(inputs: Shape, state: State, wanted: State): boolean {
  return Object.keys(changesOf(inputs, state, wanted)).length > 0;
}
