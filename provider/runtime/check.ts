import { autoname } from "./autoname.ts";
import { withDefaults } from "./defaults.ts";
import { isRecord } from "./path.ts";
import type { Definition } from "./resource.ts";
import { providerKey } from "./state.ts";
import { traitsOf } from "./traits.ts";
import { containsUnknown } from "./unknown.ts";
import { inputSchema, inputShape, type Problem, problems } from "./validate.ts";

/**
 * Keeps beside the inputs the names that were made for the resource: after a refresh the inputs say what the cloud has,
 * and a name that somebody changed by hand goes back to the one that was made.
 */
export const generatedKey = "__generated";

/** Carries the URN from the SDK class to `check`, which takes it out: the first request of a process has no other. */
export const urnKey = "__urn";

type Inputs = Readonly<Record<string, unknown>>;

export interface Checked {
  readonly inputs: Record<string, unknown>;
  readonly problems: readonly Problem[];
  /** What the user should know, though nothing is wrong. */
  readonly warnings: readonly string[];
}

/** The program's inputs with defaults, names and fallbacks, and all that is wrong with them. */
export function check<Cloud>(
  definition: Definition<Cloud>,
  olds: Inputs,
  news: Inputs,
  urn: string | undefined,
): Checked {
  const { [urnKey]: _, [providerKey]: provider, ...given } = news;
  const inputs: Record<string, unknown> = { ...(withDefaults(inputSchema(definition), given) as Inputs) };
  const warnings: string[] = [];
  const isNew = Object.keys(olds).length === 0;
  const generated: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(inputShape(definition))) {
    if (inputs[key] !== undefined) continue;
    const { autonamed, fallback, option, writeOnly, atCreation } = traitsOf(schema);
    if (autonamed && madeFor(olds, key) !== undefined) inputs[key] = generated[key] = madeFor(olds, key);
    else if (autonamed && olds[key] !== undefined) inputs[key] = olds[key];
    // What was adopted keeps its name, also when "adopt" is taken out of the program later.
    else if (autonamed && isNew && urn && given.adopt === undefined)
      inputs[key] = generated[key] = autoname(urn, autonamed);
    else if (olds[key] === undefined || option || writeOnly || atCreation || key === "adopt") continue;
    else if (fallback) inputs[key] = fallback.value;
    else if (!containsUnknown(olds[key]))
      warnings.push(`"${key}" is not set any more: it stays as it is in the cloud.`);
  }
  const found = problems(definition, inputs);
  const tellable = found.length === 0 && isNew && inputs.adopt === undefined && !containsUnknown(inputs);
  const notice = tellable ? definition.notice?.(inputs as never) : undefined;
  const hidden = {
    ...(provider === undefined ? {} : { [providerKey]: provider }),
    ...(Object.keys(generated).length === 0 ? {} : { [generatedKey]: generated }),
  };
  return {
    inputs: { ...inputs, ...hidden },
    problems: found,
    warnings: notice === undefined ? warnings : [...warnings, notice],
  };
}

function madeFor(olds: Inputs, key: string): unknown {
  const generated = olds[generatedKey];
  return isRecord(generated) ? generated[key] : undefined;
}
