import { refuse, success } from "../envelope.ts";
import { lastingServiceOf } from "../lookup.ts";
import type { Scaling } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { serviceView } from "./view.ts";

/** The part of a request that sizes a service; the deprecated totals are of three replicas together. */
export interface ScalingRequest extends Partial<Scaling> {
  minTotalMemoryGb?: number;
  maxTotalMemoryGb?: number;
}

/** The size of a service whose creation says nothing. */
export const defaultScaling: Scaling = {
  autoscalingMode: "vertical",
  minReplicaMemoryGb: 16,
  maxReplicaMemoryGb: 120,
  numReplicas: 3,
  minReplicas: 3,
  maxReplicas: 3,
  idleScaling: true,
  idleTimeoutMinutes: 15,
};

export function scalingHandlers(world: World): Handlers {
  const resize: Handlers[string] = (call) => {
    const service = lastingServiceOf(world, call);
    Object.assign(service, rescaled(service, call.body as ScalingRequest));
    return success(world, serviceView(world, service));
  };
  return { updateServiceReplicaScaling: resize, updateServiceScaling: resize };
}

/** The size after a request; what it leaves out stays. */
export function rescaled(present: Scaling, request: ScalingRequest): Scaling {
  const autoscalingMode = request.autoscalingMode ?? present.autoscalingMode;
  const scaling = {
    autoscalingMode,
    ...memoryOf(present, request),
    ...(autoscalingMode === "vertical" ? verticalOf(present, request) : horizontalOf(present, request)),
    idleScaling: request.idleScaling ?? present.idleScaling,
    idleTimeoutMinutes: request.idleTimeoutMinutes ?? present.idleTimeoutMinutes,
  };
  const { minReplicaMemoryGb: least, maxReplicaMemoryGb: greatest } = scaling;
  if (least > greatest) bad("minReplicaMemoryGb must not be greater than maxReplicaMemoryGb");
  if (autoscalingMode === "horizontal" && least !== greatest) {
    bad("minReplicaMemoryGb must equal maxReplicaMemoryGb in horizontal mode");
  }
  return scaling;
}

function memoryOf(present: Scaling, request: ScalingRequest) {
  const third = (total: number | undefined) => (total === undefined ? undefined : total / 3);
  return {
    minReplicaMemoryGb: request.minReplicaMemoryGb ?? third(request.minTotalMemoryGb) ?? present.minReplicaMemoryGb,
    maxReplicaMemoryGb: request.maxReplicaMemoryGb ?? third(request.maxTotalMemoryGb) ?? present.maxReplicaMemoryGb,
  };
}

/** In vertical mode a pair is accepted only if both values are equal; it then counts as the number. */
function verticalOf(present: Scaling, request: ScalingRequest) {
  const { minReplicas, maxReplicas } = request;
  if (minReplicas !== maxReplicas) bad("minReplicas must equal maxReplicas in vertical mode");
  const numReplicas = request.numReplicas ?? minReplicas ?? present.numReplicas;
  return { numReplicas, minReplicas: numReplicas, maxReplicas: numReplicas };
}

function horizontalOf(present: Scaling, request: ScalingRequest) {
  if (request.numReplicas !== undefined) bad("numReplicas is not allowed in horizontal mode");
  const isNew = present.autoscalingMode !== "horizontal";
  if (isNew && request.minReplicas === undefined) bad("minReplicas and maxReplicas are required in horizontal mode");
  const minReplicas = request.minReplicas ?? present.minReplicas;
  const maxReplicas = request.maxReplicas ?? present.maxReplicas;
  if (minReplicas > maxReplicas) bad("minReplicas must not be greater than maxReplicas");
  return { numReplicas: minReplicas, minReplicas, maxReplicas };
}

function bad(text: string) {
  refuse("BAD_REQUEST", text);
}
