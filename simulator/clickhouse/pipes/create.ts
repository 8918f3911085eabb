import { refuse, success } from "../envelope.ts";
import { pipeOf, pipesOf, runningServiceOf, serviceOf } from "../lookup.ts";
import type { ClickPipe, Json, PipeScaling, Service, SourceKind } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { forgetCdcScaling, provideCdcScaling } from "./cdc-scaling.ts";
import { requireCredentials } from "./credentials.ts";
import { keptSource, withoutNulls } from "./defaults.ts";
import { requireTable } from "./destination.ts";
import { isDatabase, kindsOf, listOf } from "./kinds.ts";
import { bringUp } from "./life-cycle.ts";
import { requireMappings } from "./mappings.ts";
import { requireFittingSettings } from "./settings.ts";
import { pipeView } from "./view.ts";

interface CreateRequest {
  name: string;
  source: Json;
  destination: Json;
  fieldMappings?: Json[];
  scaling?: Partial<PipeScaling>;
  settings?: Json;
}

const smallest: PipeScaling = { replicas: 1, replicaCpuMillicores: 125, replicaMemoryGb: 0.5, concurrency: 0 };

export function pipeHandlers(world: World): Handlers {
  return {
    listClickPipes: (call) => {
      const pipes = pipesOf(world, serviceOf(world, call));
      return success(
        world,
        pipes.map((pipe) => pipeView(world, pipe)),
      );
    },
    getClickPipe: (call) => success(world, pipeView(world, pipeOf(world, serviceOf(world, call), call))),
    createClickPipe: (call) => {
      const service = runningServiceOf(world, call);
      const request = call.body as CreateRequest;
      const kind = requirePossible(service, request);
      const pipe = newPipe(world, { service, kind, request });
      world.store.clickPipes.set(pipe.id, pipe);
      bringUp(world, pipe, () => isDatabase(kind) && provideCdcScaling(service));
      return success(world, pipeView(world, pipe));
    },
    deleteClickPipe: (call) => {
      const service = serviceOf(world, call);
      world.store.clickPipes.delete(pipeOf(world, service, call).id);
      forgetCdcScaling(world, service);
      return success(world);
    },
  };
}

function requirePossible(service: Service, request: CreateRequest): SourceKind {
  const { source, destination, fieldMappings = [], scaling, settings = {} } = request;
  const [kind, ...others] = kindsOf(source);
  if (kind === undefined || others.length > 0) return refuse("BAD_REQUEST", "source must have exactly one kind");
  const given = source[kind] as Json;
  requireCredentials(kind, given, service);
  requireFittingSettings(kind, settings);
  if (!isDatabase(kind)) {
    requireTable(destination, fieldMappings);
    return kind;
  }
  requireMappings(kind, listOf(given.tableMappings));
  if (scaling) refuse("BAD_REQUEST", "scaling is not available for database ClickPipes, which share their workers");
  return kind;
}

function newPipe(
  world: World,
  { service, kind, request }: { service: Service; kind: SourceKind; request: CreateRequest },
): ClickPipe {
  const id = world.ids.uuid();
  const now = world.clock.now();
  const given = request.source[kind] as Json;
  return {
    id,
    serviceId: service.id,
    kind,
    createdAt: now,
    updatedAt: now,
    name: request.name,
    state: "Unknown",
    source: keptSource(kind, id, given),
    destination: { database: "default", ...request.destination },
    fieldMappings: request.fieldMappings ?? [],
    settings: withoutNulls(request.settings),
    scaling: isDatabase(kind) ? null : { ...smallest, ...request.scaling },
    scalingSettles: 0,
    snapshotDone: (given.settings as Json | undefined)?.replicationMode === "cdc_only",
    resuming: false,
  };
}
