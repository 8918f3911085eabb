import { refuse } from "../envelope.ts";
import type { Json, SourceKind } from "../store.ts";

/** Where a mapping reads from, as one text. */
export function sourceTableOf(kind: SourceKind, mapping: Json): string {
  const { sourceSchemaName, sourceDatasetName, sourceDatabaseName, sourceTable, sourceCollection } = mapping;
  if (kind === "mongodb") return `${String(sourceDatabaseName)}.${String(sourceCollection)}`;
  return `${String(sourceSchemaName ?? sourceDatasetName)}.${String(sourceTable)}`;
}

/** Requires mappings that can be replicated together. */
export function requireMappings(kind: SourceKind, mappings: readonly Json[]): void {
  if (mappings.length === 0) bad("tableMappings must have at least one mapping");
  requireUnique(
    mappings.map((mapping) => sourceTableOf(kind, mapping)),
    "source table",
  );
  requireUnique(
    mappings.map(({ targetTable }) => String(targetTable)),
    "target table",
  );
  const unsorted = mappings.some(
    ({ useCustomSortingKey, sortingKeys }) => useCustomSortingKey && (sortingKeys as string[]).length === 0,
  );
  if (unsorted) bad("useCustomSortingKey needs sortingKeys");
}

/** The mappings after a change. A mapping itself cannot change: it is removed in one call and added in another. */
export function changedMappings(
  kind: SourceKind,
  present: readonly Json[],
  { add, remove }: { add: readonly Json[]; remove: readonly Json[] },
): Json[] {
  const tableOf = (mapping: Json) => sourceTableOf(kind, mapping);
  const removed = new Set(remove.map(tableOf));
  const both = add.map(tableOf).find((table) => removed.has(table));
  if (both !== undefined) bad(`${both} cannot be removed and added at once`);
  for (const mapping of remove) {
    const isThere = present.some(
      (other) => tableOf(other) === tableOf(mapping) && other.targetTable === mapping.targetTable,
    );
    if (!isThere) bad(`there is no mapping of ${tableOf(mapping)} to ${String(mapping.targetTable)}`);
  }
  const mappings = [...present.filter((mapping) => !removed.has(tableOf(mapping))), ...add];
  requireMappings(kind, mappings);
  return mappings;
}

function requireUnique(names: readonly string[], what: string) {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) bad(`tableMappings has the ${what} ${twice} twice`);
}

function bad(text: string) {
  refuse("BAD_REQUEST", text);
}
