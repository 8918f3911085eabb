import { z } from "zod";
import { differences } from "../../runtime/compare.ts";
import { isRecord, pick } from "../../runtime/path.ts";
import { unwrap } from "../../runtime/traits.ts";
import type { SourceKind } from "./sources/kind.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * The smallest change of a source, without its table mappings. Whatever is repeated makes the service test the
 * connection again, for which it wants the credentials: connection and credentials go together or not at all.
 */
export function sourcePatch({ schema, connection }: SourceKind, wanted: Values, live: Values): Values {
  const keys = changedKeys(schema, wanted, live).filter((key) => key !== "tableMappings");
  const together = keys.some((key) => connection.includes(key)) ? connection : [];
  const patch = pick(wanted, new Set([...keys, ...together]));
  return isRecord(wanted.settings) && keys.includes("settings")
    ? { ...patch, settings: changedSettings(schema, wanted.settings, live.settings) }
    : patch;
}

function changedSettings(schema: z.ZodObject, wanted: Values, live: unknown): Values {
  const settings = unwrap(schema.shape.settings as z.ZodType);
  if (!(settings instanceof z.ZodObject)) return wanted;
  return pick(wanted, changedKeys(settings, wanted, isRecord(live) ? live : {}));
}

/** The properties that differ and can change in place. */
function changedKeys(schema: z.ZodObject, wanted: Values, live: Values): string[] {
  return Object.entries(schema.shape)
    .filter(([key, property]) => differences(property, wanted[key], live[key], key).some(({ fixed }) => !fixed))
    .map(([key]) => key);
}
