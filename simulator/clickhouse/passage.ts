import type { World } from "./world.ts";

/** A passing state and how long it lasts, in simulated seconds. */
export type Step<State> = readonly [state: State, seconds: number];

interface Passage<State> {
  readonly through: readonly Step<State>[];
  /** `undefined`: the last passing state never ends. */
  readonly to: State | undefined;
  /** At each state that is reached after the first. */
  reached?(state: State): void;
}

const current = new WeakMap<object, symbol>();

/**
 * Makes what lets objects pass through states to a steady one, unless another passage or an administrator comes between.
 * The field is where they keep their state.
 */
export function passing<State, Field extends string>(field: Field) {
  return (world: World, object: Record<Field, State>, { through, to, reached }: Passage<State>): void => {
    const token = Symbol("passage");
    current.set(object, token);
    const set = (state: State) => Object.assign(object, { [field]: state });
    const enter = ([step, ...rest]: readonly Step<State>[]) => {
      if (!step) return;
      const [state, seconds] = step;
      set(state);
      world.clock.after(seconds, () => {
        if (current.get(object) !== token || object[field] !== state) return;
        const next = rest[0]?.[0] ?? to;
        if (next === undefined) return;
        set(next);
        reached?.(next);
        enter(rest);
      });
    };
    enter(through);
  };
}

/** Lets a service or a pipe pass through states. */
export function pass<State>(world: World, object: { state: State }, passage: Passage<State>): void {
  passing<State, "state">("state")(world, object, passage);
}

/** Where a change ends up: at its goal, or where a fault on order leads it. */
export function goal<State extends string>(world: World, goals: { success: State; failure: State }): State | undefined {
  const fault = world.takeFault();
  if (fault?.kind === "jobNeverEnds") return undefined;
  if (fault?.kind === "jobFails") return goals.failure;
  return fault?.kind === "state" ? (fault.state as State) : goals.success;
}
