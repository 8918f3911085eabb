import { refuse, success } from "../envelope.ts";
import { pipeOf, runningServiceOf } from "../lookup.ts";
import type { ClickPipe, Json } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { keptMapping, withoutNulls, withoutSecrets } from "./defaults.ts";
import { requireMapped } from "./destination.ts";
import { isDatabase, kindsOf, listOf } from "./kinds.ts";
import { resync, start, stop, takeOverEdit } from "./life-cycle.ts";
import { changedMappings } from "./mappings.ts";
import { pipeView } from "./view.ts";

interface ChangeRequest {
  name?: string | null;
  source?: Json | null;
  destination?: { columns: Json[] } | null;
  fieldMappings?: Json[];
  /** Ignored beside other fields, refused alone: settings have an operation of their own. */
  settings?: Json | null;
}

type Command = "start" | "stop" | "resync";

/** Fields that make the server test the connection again, for which it needs the credentials. */
const connection = ["host", "port", "database", "uri"];

export function changePipeHandlers(world: World): Handlers {
  return {
    updateClickPipe: (call) => {
      const pipe = pipeOf(world, runningServiceOf(world, call), call);
      const { settings, ...request } = call.body as ChangeRequest;
      if (settings && Object.keys(request).length === 0) refuse("BAD_REQUEST", "No fields to update");
      const source = (request.source?.[sourceKindOf(pipe, request)] ?? {}) as Json;
      const changed = { ...fieldsOf(pipe, request), source: changedSource(pipe, source) };
      Object.assign(pipe, changed, { updatedAt: world.clock.now() });
      takeOverEdit(world, pipe, { addsTables: listOf(source.tableMappingsToAdd).length > 0 });
      return success(world, pipeView(world, pipe));
    },
    updateClickPipeState: (call) => {
      const pipe = pipeOf(world, runningServiceOf(world, call), call);
      commands[(call.body as { command: Command }).command](world, pipe);
      return success(world, pipeView(world, pipe));
    },
  };
}

const commands: Record<Command, (world: World, pipe: ClickPipe) => void> = {
  start(world, pipe) {
    const isStanding = ["Stopped", "Paused", "Failed"].includes(pipe.state) && !pipe.resuming;
    if (!isStanding) refuse("BAD_REQUEST", `ClickPipe is already running. Current state: ${pipe.state}`);
    start(world, pipe);
  },
  stop(world, pipe) {
    const isStanding = ["Stopped", "Paused", "Stopping", "Pausing"].includes(pipe.state) && !pipe.resuming;
    if (!isStanding) stop(world, pipe);
  },
  resync(world, pipe) {
    const canResync = ["postgres", "mysql", "mongodb"].includes(pipe.kind);
    if (!canResync) refuse("BAD_REQUEST", `resync is not available for ${pipe.kind}`);
    resync(world, pipe);
  },
};

function sourceKindOf(pipe: ClickPipe, { source }: ChangeRequest) {
  const other = kindsOf(source ?? {}).find((kind) => kind !== pipe.kind);
  return other === undefined
    ? pipe.kind
    : refuse("BAD_REQUEST", `The source of the ClickPipe is ${pipe.kind}, not ${other}`);
}

function fieldsOf(pipe: ClickPipe, { name, destination, fieldMappings }: ChangeRequest): Partial<ClickPipe> {
  if (destination && isDatabase(pipe.kind)) refuse("BAD_REQUEST", "A database ClickPipe has no destination columns");
  if (fieldMappings && !destination && pipe.kind === "objectStorage") {
    refuse("BAD_REQUEST", "fieldMappings need destination.columns");
  }
  const columns = destination?.columns ?? listOf(pipe.destination.columns);
  if (destination || fieldMappings) {
    requireMapped(
      columns.map(({ name }) => String(name)),
      fieldMappings ?? pipe.fieldMappings,
    );
  }
  return {
    ...(name && { name }),
    ...(destination && { destination: { ...pipe.destination, columns } }),
    ...(fieldMappings && { fieldMappings }),
  };
}

function changedSource(pipe: ClickPipe, change: Json): Json {
  const { tableMappingsToAdd, tableMappingsToRemove, settings, ...fields } = change;
  requireConnectable(pipe, change);
  const mappings = { add: listOf(tableMappingsToAdd).map(keptMapping), remove: listOf(tableMappingsToRemove) };
  const changesTables = mappings.add.length + mappings.remove.length > 0;
  const isStanding = (pipe.state === "Paused" || pipe.state === "Stopped") && !pipe.resuming;
  if (changesTables && !isStanding) {
    refuse("BAD_REQUEST", `ClickPipe must be paused to edit its table mappings. Current state: ${pipe.state}`);
  }
  return {
    ...withoutCleared(pipe.source, fields),
    ...withoutSecrets({ ...fields, ...(pipe.source.type !== undefined && { type: pipe.source.type }) }),
    ...(pipe.source.settings !== undefined && {
      settings: { ...(pipe.source.settings as Json), ...withoutNulls(settings as Json | undefined) },
    }),
    ...(changesTables && { tableMappings: changedMappings(pipe.kind, listOf(pipe.source.tableMappings), mappings) }),
  };
}

function withoutCleared(source: Json, fields: Json): Json {
  return Object.fromEntries(Object.entries(source).filter(([key]) => fields[key] !== null || connection.includes(key)));
}

function requireConnectable(pipe: ClickPipe, change: Json) {
  const isTested = isDatabase(pipe.kind) && connection.some((field) => (change[field] ?? null) !== null);
  const needsPassword = (change.authentication ?? pipe.source.authentication) !== "IAM_ROLE";
  const { password } = (change.credentials ?? {}) as Json;
  const isInUri = /:\/\/[^/@]+@/.test(String(change.uri));
  if (!isTested || !needsPassword || password !== undefined || isInUri) return;
  refuse("BAD_REQUEST", "The connection to the source failed: authentication failed");
}
