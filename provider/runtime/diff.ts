import { z } from "zod";
import { remembered } from "../http/remembered.ts";
import { type Difference, differences } from "./compare.ts";
import { pick } from "./path.ts";
import type { Aspect, Definition, Shape } from "./resource.ts";
import { type State, unfinished } from "./state.ts";
import { traitsOf } from "./traits.ts";
import { containsUnknown } from "./unknown.ts";

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
  const own = inPart(definition.inputs, state, inputs).map((found) => ({ ...found, replaces: !found.steers }));
  const inAspects = definition.aspects.map((aspect) => ({ aspect, found: inPart(aspect.inputs, state, inputs) }));
  const inPlace = inAspects
    .flatMap(({ found }) => found)
    .map((found) => ({ ...found, replaces: found.fixed === true }));
  const details = [...own, ...inPlace].map(({ path, kind, replaces }) => ({ path, kind, replaces }));
  const replaces = details.filter((detail) => detail.replaces).map(({ path }) => path);
  const dead = state[unfinished] === "creation" && definition.ailment?.(state)?.dead === true;
  return {
    changes: details.length > 0 || state[unfinished] !== undefined,
    details,
    replaces: dead ? [...replaces, unfinished] : replaces,
    notices:
      replaces.length > 0 || dead
        ? whatIsLost(definition, replaces)
        : inAspects.flatMap(({ aspect, found }) => (found.length > 0 ? notice(aspect, state, inputs) : [])),
  };
}

/** The inputs of an aspect that differ from the state and can change in place. */
export function changesOf(inputs: Shape, state: State, wanted: State): Record<string, unknown> {
  const found = inPart(inputs, state, wanted).filter(({ steers, fixed }) => !steers && !fixed);
  return pick(wanted, new Set(found.map(({ key }) => key)));
}

function inPart(shape: Shape, state: State, inputs: State) {
  return Object.entries(shape).flatMap(([key, schema]) =>
    differences(schema, inputs[key], state[key], key).map((difference) => ({
      ...difference,
      key,
      steers: traitsOf(schema).option === true,
    })),
  );
}

function notice<Cloud>({ inputs: shape, notice }: Aspect<Cloud, Shape>, state: State, wanted: State): string[] {
  const text = typeof notice === "function" ? told(notice, shape, state, wanted) : notice;
  return text === undefined ? [] : [text];
}

/** What a notice says of a change; nothing while an input is unknown or not what it should be. */
function told<Change>(
  notice: (change: Change) => string | undefined,
  shape: Shape,
  state: State,
  wanted: State,
): string | undefined {
  const keys = Object.keys(shape);
  const inputs = pick(wanted, keys);
  if (containsUnknown(inputs) || !partial(shape).safeParse(inputs).success) return undefined;
  return notice({ inputs, live: pick(state, keys) } as Change);
}

const partial = remembered((shape: Shape) => z.object(shape).partial());

function whatIsLost<Cloud>(definition: Definition<Cloud>, replaces: readonly string[]): string[] {
  if (definition.holdsData === undefined) return [];
  const cause = replaces.length > 0 ? `${replaces.join(", ")} cannot change in place` : "its creation failed";
  return [`${cause}: the ${definition.noun} would be replaced and ${definition.holdsData} lost.`];
}
