import { type Difference, differences } from "./compare.ts";
import { pick } from "./path.ts";
import type { Aspect, Definition, Shape } from "./resource.ts";
import { type State, unfinished } from "./state.ts";
import { traitsOf } from "./traits.ts";

export interface Diff {
  readonly changes: boolean;
  readonly details: readonly (Difference & { readonly replaces: boolean })[];
  /** The fixed inputs that differ. */
  readonly replaces: readonly string[];
  /** What the user should know before it happens. */
  readonly notices: readonly string[];
}

/** What an update would change, told from the state last read. What the program does not set is not compared. */
export function diff<Cloud>(definition: Definition<Cloud>, state: State, inputs: State): Diff {
  const fixed = inPart(definition.inputs, state, inputs);
  const inPlace = definition.aspects.map((aspect) => ({ aspect, found: inPart(aspect.inputs, state, inputs) }));
  const dead = state[unfinished] === "creation" && definition.ailment?.(state)?.dead === true;
  const replaces = fixed.filter(({ steers }) => !steers).map(({ key }) => key);
  const details = [
    ...fixed.map(({ difference, steers }) => ({ ...difference, replaces: !steers })),
    ...inPlace.flatMap(({ found }) => found.map(({ difference }) => ({ ...difference, replaces: false }))),
  ];
  const replaced = replaces.length > 0 || dead;
  return {
    changes: details.length > 0 || state[unfinished] !== undefined,
    details,
    replaces: [...new Set(dead ? [...replaces, unfinished] : replaces)],
    notices: replaced
      ? whatIsLost(definition, replaces)
      : inPlace.flatMap(({ aspect, found }) => (found.length > 0 ? notice(aspect, state, inputs) : [])),
  };
}

/** The inputs of an aspect that differ from the state and reach the cloud. */
export function changesOf(inputs: Shape, state: State, wanted: State): Record<string, unknown> {
  const keys = inPart(inputs, state, wanted).flatMap(({ key, steers }) => (steers ? [] : [key]));
  return pick(wanted, new Set(keys));
}

function inPart(shape: Shape, state: State, inputs: State) {
  return Object.entries(shape).flatMap(([key, schema]) => {
    const traits = traitsOf(schema);
    if (traits.atCreation) return [];
    return differences(schema, inputs[key], state[key], key).map((difference) => ({
      key,
      difference,
      steers: traits.option === true,
    }));
  });
}

function notice<Cloud>(aspect: Aspect<Cloud, Shape>, state: State, inputs: State): string[] {
  const keys = Object.keys(aspect.inputs);
  const text =
    typeof aspect.notice === "function"
      ? aspect.notice({ inputs: pick(inputs, keys), live: pick(state, keys) })
      : aspect.notice;
  return text === undefined ? [] : [text];
}

function whatIsLost<Cloud>(definition: Definition<Cloud>, replaces: readonly string[]): string[] {
  if (definition.holdsData === undefined) return [];
  const cause = replaces.length > 0 ? `${replaces.join(", ")} cannot change in place` : "its creation failed";
  return [`${cause}: the ${definition.noun} would be replaced and ${definition.holdsData} lost.`];
}
