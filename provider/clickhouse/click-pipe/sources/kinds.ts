import { isRecord } from "../../../runtime/path.ts";
import { bigquery } from "./bigquery.ts";
import { kafka } from "./kafka.ts";
import { kinesis } from "./kinesis.ts";
import { mongodb } from "./mongodb.ts";
import { mysql } from "./mysql.ts";
import { objectStorage } from "./object-storage.ts";
import { postgres } from "./postgres.ts";
import { pubsub } from "./pubsub.ts";

/** All kinds of sources, by the vendor's names. */
export const kinds = { kafka, objectStorage, kinesis, pubsub, postgres, mysql, mongodb, bigquery } as const;

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as KindName[];

/** The kinds that a source names. */
export function kindsOf(source: unknown): KindName[] {
  return isRecord(source) ? kindNames.filter((kind) => source[kind] !== undefined && source[kind] !== null) : [];
}

/** The kind of a source. */
export function kindOf(source: unknown): KindName | undefined {
  return kindsOf(source)[0];
}

/** Whether the pipe replicates tables that mappings name, by workers that the service shares. */
export function isDatabase(kind: KindName): boolean {
  return "sourceTable" in kinds[kind];
}
