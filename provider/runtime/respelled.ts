import { z } from "zod";
import { generatedKey } from "./check.ts";
import { differences } from "./compare.ts";
import type { Life } from "./life.ts";
import { member } from "./member.ts";
import { isRecord, join, pick } from "./path.ts";
import type { State } from "./state.ts";
import { traitsOf } from "./traits.ts";
import { inputSchema } from "./validate.ts";

/**
 * The recorded inputs with their live values, in the user's spelling where it means the same, and what we keep beside
 * them as it was.
 */
export function respelled<Cloud>({ definition }: Life<Cloud>, before: State, state: State): Record<string, unknown> {
  const inputs = respell(inputSchema(definition), before, state, "") as Record<string, unknown>;
  return { ...inputs, ...pick(before, [generatedKey]) };
}

/** Only what was set counts, at any depth of objects: the program does not manage the rest. */
function respell(schema: z.core.$ZodType, before: unknown, live: unknown, path: string): unknown {
  if (live === undefined && isUnreadable(schema, path)) return before;
  if (path !== "" && differences(schema, before, live, path).length === 0) return before;
  const bare = member(schema, before);
  if (!(bare instanceof z.ZodObject) || !isRecord(before) || !isRecord(live)) return live;
  const shape = bare.shape;
  return Object.fromEntries(
    Object.entries(before).flatMap(([key, value]) => {
      const property = shape[key];
      return property ? [[key, respell(property, value, live[key], join(path, key))]] : [];
    }),
  );
}

/** Inputs that no state has to show. */
function isUnreadable(schema: z.core.$ZodType, path: string): boolean {
  const { atCreation, option, writeOnly } = traitsOf(schema);
  return path === "adopt" || (atCreation ?? option ?? writeOnly ?? false);
}
