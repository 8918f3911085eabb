import { z } from "zod";
import type { Definition } from "../../provider/runtime/resource.ts";
import { traitsOf, unwrap } from "../../provider/runtime/traits.ts";
import { inputShape } from "../../provider/runtime/validate.ts";
import type { Kind } from "../../sdk/kind.ts";

/** What the SDK's base class must know of a kind of object. */
export function kindOf(definition: Definition<never>): Kind {
  const inputs = Object.entries(inputShape(definition));
  const outputs = Object.entries(definition.outputs) as [string, z.ZodType][];
  const stable = [...inputs, ...outputs].flatMap(([key, schema]) => {
    const trait = traitsOf(schema).stable;
    return trait && secretPaths(schema, key).length === 0 ? [[key, [...trait.unless]] as const] : [];
  });
  const secretOutputs = [
    ...outputs.filter(([key, schema]) => secretPaths(schema, key).length > 0),
    // The engine marks an output that is an input too, but not in `get`, where there are no inputs.
    ...inputs.filter(([key, schema]) => secretPaths(schema, key).includes(key)),
  ];
  return {
    token: definition.token,
    properties: [...new Set([...inputs, ...outputs].map(([key]) => key))],
    secrets: inputs.flatMap(([key, schema]) => secretPaths(schema, key)),
    secretOutputs: [...new Set(secretOutputs.map(([key]) => key))],
    stable: Object.fromEntries(stable),
    ...(definition.holdsData === undefined ? {} : { protect: true }),
    ...(definition.deleteBeforeReplace ? { deleteBeforeReplace: true } : {}),
  };
}

/** The paths of what is marked as secret, with `*` for items and keys. */
function secretPaths(schema: z.core.$ZodType, path: string): string[] {
  if (traitsOf(schema).secret) return [path];
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([key, part]) => secretPaths(part, `${path}.${key}`));
  }
  if (bare instanceof z.ZodArray) return secretPaths(bare.element, `${path}.*`);
  if (bare instanceof z.ZodRecord) return secretPaths(bare.valueType, `${path}.*`);
  if (bare instanceof z.ZodUnion) return [...new Set(bare.options.flatMap((option) => secretPaths(option, path)))];
  return [];
}
