import type { ClickPipe, Json } from "../store.ts";
import type { World } from "../world.ts";
import { isDatabase, listOf } from "./kinds.ts";

/** A pipe as reads return it, with all that the live service is known to return otherwise than it got it. */
export function pipeView(world: World, pipe: ClickPipe) {
  const { id, serviceId, name, state, kind, fieldMappings, settings } = pipe;
  return {
    id,
    serviceId,
    name,
    state,
    ...(pipe.scaling && { scaling: scalingView(world, pipe) }),
    source: { [kind]: sourceView(pipe) },
    destination: isDatabase(kind) ? databaseDestinationView(pipe) : destinationView(pipe),
    fieldMappings,
    settings,
    createdAt: new Date(pipe.createdAt).toISOString(),
    updatedAt: new Date(pipe.updatedAt).toISOString(),
  };
}

function scalingView({ clock }: World, { scaling, scalingSettles }: ClickPipe) {
  return clock.now() < scalingSettles ? { ...scaling, replicaCpuMillicores: 0, replicaMemoryGb: 0 } : scaling;
}

/** The order of mappings is the server's own, and so is that of excluded columns. */
function sourceView({ source }: ClickPipe): Json {
  const { skipInitialLoad, ...rest } = source;
  const kept = skipInitialLoad ? source : rest;
  if (!source.tableMappings) return kept;
  const mappings = listOf(source.tableMappings).toSorted((a, b) =>
    compare(String(a.targetTable), String(b.targetTable)),
  );
  return { ...kept, tableMappings: mappings.map(mappingView) };
}

function mappingView(mapping: Json): Json {
  const { excludedColumns } = mapping;
  return {
    ...mapping,
    ...(excludedColumns !== undefined && { excludedColumns: (excludedColumns as string[]).toSorted() }),
  };
}

/** Fields of one table mean nothing here, but are there. */
function databaseDestinationView({ destination }: ClickPipe): Json {
  return { database: destination.database, table: "", managedTable: false, columns: [] };
}

function destinationView({ destination }: ClickPipe): Json {
  const { roles: _, tableDefinition, ...rest } = destination;
  if (!tableDefinition) return rest;
  const { engine, sortingKey, ...definition } = tableDefinition as Json;
  const { type } = engine as Json;
  return {
    ...rest,
    tableDefinition: {
      ...definition,
      engine: { type: type === "MergeTree" ? "MergeTree()" : type },
      sortingKey: listOf(sortingKey).length === 0 ? null : sortingKey,
    },
  };
}

function compare(a: string, b: string) {
  return a < b ? -1 : a > b ? 1 : 0;
}
