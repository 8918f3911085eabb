import type { Json, SourceKind } from "../store.ts";

export const sourceKinds: readonly SourceKind[] = [
  "kafka",
  "kinesis",
  "pubsub",
  "objectStorage",
  "postgres",
  "mysql",
  "mongodb",
  "bigquery",
];

const databaseKinds: readonly SourceKind[] = ["postgres", "mysql", "mongodb", "bigquery"];

/** Database pipes have table mappings and share their workers; the others have one table and sizes of their own. */
export function isDatabase(kind: SourceKind): boolean {
  return databaseKinds.includes(kind);
}

/** The kinds whose source a request names. */
export function kindsOf(source: Json): SourceKind[] {
  return sourceKinds.filter((kind) => source[kind] !== undefined && source[kind] !== null);
}

/** A list of a request or of the store; absent is empty. */
export function listOf(value: unknown): Json[] {
  return (value ?? []) as Json[];
}
