import { isRecord } from "../../runtime/path.ts";
import type { ClickPipeDetail } from "../clickhouse.ts";
import { sizeOf } from "./scaling.ts";
import { isDatabase, kindOf } from "./sources/kinds.ts";
import { hasFailed, isHalted } from "./states.ts";

/** A pipe as the program would write it. What the service does not tell, or not reliably, is left out. */
export function view(pipe: ClickPipeDetail): Record<string, unknown> {
  const kind = kindOf(pipe.source);
  return {
    serviceId: pipe.serviceId,
    clickPipeId: pipe.id,
    name: pipe.name,
    state: pipe.state,
    createdAt: pipe.createdAt,
    source: kind && { [kind]: sourceOf(pipe.source?.[kind] ?? {}) },
    destination: destinationOf(pipe, kind !== undefined && isDatabase(kind)),
    fieldMappings: pipe.fieldMappings ?? [],
    settings: withoutNulls(pipe.settings ?? {}),
    scaling: pipe.scaling && sizeOf(pipe.scaling),
    // A pipe that has read everything tells neither way.
    stopped: pipe.state === "Completed" ? undefined : isHalted(pipe.state) || hasFailed(pipe.state),
  };
}

/** Never told, or in a form that cannot be compared. */
const untold = ["credentials", "accessKey", "connectionString", "serviceAccountKey", "uri"];

function sourceOf(source: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(withoutNulls(source)).filter(([key]) => !untold.includes(key)));
}

function destinationOf({ destination = {} }: ClickPipeDetail, ofDatabase: boolean): Record<string, unknown> {
  const { database, table, managedTable, columns, tableDefinition } = destination;
  // The table's fields mean nothing where the mappings name the tables.
  if (ofDatabase) return { database };
  return { database, table, managedTable, columns, tableDefinition: tableDefinition && definitionOf(tableDefinition) };
}

function definitionOf(definition: NonNullable<NonNullable<ClickPipeDetail["destination"]>["tableDefinition"]>) {
  const { engine, sortingKey, ...rest } = definition;
  // `MergeTree()` is `MergeTree`. Version column and columns to sum are used once and not told.
  const type = engine?.type?.replace(/\(.*$/s, "");
  return { ...withoutNulls(rest), engine: { type }, sortingKey: sortingKey ?? [] };
}

/** At any depth of objects. `null` stands for what is not told as well as for what is not set. */
function withoutNulls(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === null ? [] : [[key, isRecord(value) ? withoutNulls(value) : value]],
    ),
  );
}
