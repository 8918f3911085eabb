import { refuse } from "../envelope.ts";
import type { Json } from "../store.ts";
import { listOf } from "./kinds.ts";

/** Requires a table that the pipe can make and fill. For pipes with one table. */
export function requireTable(destination: Json, fieldMappings: readonly Json[]): void {
  const columns = listOf(destination.columns).map(({ name }) => String(name));
  if (columns.length === 0) bad("destination.columns must have at least one column");
  if (new Set(columns).size < columns.length) bad("destination.columns has a column twice");
  requireMapped(columns, fieldMappings);
  const definition = destination.tableDefinition as Json | undefined;
  if (destination.managedTable && !definition) bad("destination.tableDefinition is required for a managed table");
  if (definition) requireEngine(definition, columns);
}

/** Requires that field mappings, if there are any, reach every column. */
export function requireMapped(columns: readonly string[], fieldMappings: readonly Json[]): void {
  if (fieldMappings.length === 0) return;
  const mapped = fieldMappings.map(({ destinationField }) => destinationField);
  const missing = columns.find((column) => !mapped.includes(column));
  if (missing !== undefined) bad(`fieldMappings must map every destination column, ${missing} is missing`);
  const unknown = mapped.find((field) => !columns.includes(String(field)));
  if (unknown !== undefined) bad(`fieldMappings names ${String(unknown)}, which is no destination column`);
}

function requireEngine({ engine, sortingKey }: Json, columns: readonly string[]) {
  const { type, versionColumnId, columnIds } = engine as Json;
  const isReplacing = type === "ReplacingMergeTree";
  const isVersioned = versionColumnId !== undefined && versionColumnId !== null;
  if (isReplacing !== isVersioned) bad("versionColumnId is for ReplacingMergeTree, which needs it");
  if (isReplacing && listOf(sortingKey).length === 0) bad("ReplacingMergeTree needs a sortingKey");
  const summed = (columnIds ?? []) as string[];
  if (summed.length > 0 && type !== "SummingMergeTree") bad("columnIds is for SummingMergeTree");
  const named = [...(isVersioned ? [String(versionColumnId)] : []), ...summed, ...((sortingKey ?? []) as string[])];
  const unknown = named.find((column) => !columns.includes(column));
  if (unknown !== undefined) bad(`tableDefinition names ${unknown}, which is no destination column`);
}

function bad(text: string) {
  refuse("BAD_REQUEST", text);
}
