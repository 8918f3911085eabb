import type { Json, SourceKind } from "../store.ts";
import { listOf } from "./kinds.ts";

const snapshotSettings = {
  allowNullableColumns: false,
  initialLoadParallelism: 4,
  snapshotNumRowsPerPartition: 100_000,
  snapshotNumberOfParallelTables: 1,
};
const cdcSettings = { syncIntervalSeconds: 60, pullBatchSize: 100_000 };

/** What the server fills in for settings that are not given. */
const settings: Partial<Record<SourceKind, Json>> = {
  postgres: { ...cdcSettings, ...snapshotSettings, publicationName: "", replicationSlotName: "" },
  mysql: { ...cdcSettings, ...snapshotSettings, replicationMechanism: "GTID", useCompression: false },
  mongodb: {
    ...cdcSettings,
    snapshotNumRowsPerPartition: 100_000,
    snapshotNumberOfParallelTables: 1,
    useJsonNativeFormat: true,
  },
  bigquery: snapshotSettings,
};

const sources: Partial<Record<SourceKind, Json>> = {
  postgres: { type: "postgres", authentication: "basic" },
  mysql: { type: "mysql", authentication: "basic" },
};

/** What is never returned. */
const writeOnly = new Set(["credentials", "accessKey", "serviceAccountKey"]);
const writeOnlyOfAzure = new Set(["authentication", "connectionString", "path", "azureContainerName"]);

/** A new source as the server keeps it: with defaults and without credentials. */
export function keptSource(kind: SourceKind, id: string, given: Json): Json {
  const source = { ...sources[kind], ...withoutSecrets(given) };
  if (kind === "kafka") return { ...source, consumerGroup: source.consumerGroup ?? `clickpipes-${id}` };
  const defaults = settings[kind];
  if (!defaults) return source;
  const mappings = listOf(source.tableMappings).map(keptMapping);
  return { ...source, settings: { ...defaults, ...withoutNulls(source.settings as Json) }, tableMappings: mappings };
}

/** A mapping as the server keeps it. */
export function keptMapping(given: Json): Json {
  return { tableEngine: "ReplacingMergeTree", useCustomSortingKey: false, ...given };
}

/** A source or a part of one without credentials and without what is empty. */
export function withoutSecrets(given: Json): Json {
  const isAzure = given.type === "azureblobstorage";
  const kept = Object.entries(withoutNulls(given)).filter(
    ([key]) => !writeOnly.has(key) && !(isAzure && writeOnlyOfAzure.has(key)),
  );
  const source = Object.fromEntries(kept);
  if (!source.schemaRegistry) return source;
  const { credentials: _, ...schemaRegistry } = source.schemaRegistry as Json;
  return { ...source, schemaRegistry };
}

export function withoutNulls(given: Json = {}): Json {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}
