import { availableTo } from "../private-endpoints/registry.ts";
import { currentScalingView, scheduleOfService } from "../scaling-schedule/view.ts";
import type { Scaling, Service } from "../store.ts";
import type { World } from "../world.ts";

/** A service as reads return it. */
export function serviceView(world: World, service: Service) {
  const { id, name, provider, region, state, dataWarehouseId, isPrimary, isReadonly } = service;
  const { transparentDataEncryptionKeyId: keyId } = service;
  const scalingSchedule = scheduleOfService(world, service);
  return {
    id,
    name,
    provider,
    region,
    state,
    clickhouseVersion: "26.2.1.311",
    endpoints: endpointsOf(service),
    ...scalingView(service),
    currentScaling: currentScalingView(world, service),
    ...(scalingSchedule && { scalingSchedule }),
    ipAccessList: service.ipAccessList,
    tags: service.tags,
    privateEndpointIds: service.privateEndpointIds,
    availablePrivateEndpointIds: availableTo(world, service).map(({ id }) => id),
    createdAt: new Date(service.createdAt).toISOString(),
    iamRole: `arn:aws:iam::123456789012:role/CH-S3-${shortId(service)}-ab-Role`,
    dataWarehouseId,
    isPrimary,
    isReadonly,
    releaseChannel: service.releaseChannel,
    enableCoreDumps: service.enableCoreDumps && allowsCoreDumps(world),
    hasTransparentDataEncryption: false,
    // Comes back whether or not encryption is on.
    encryptionRoleId: `arn:aws:iam::123456789012:role/CH-TDE-${shortId(service)}`,
    ...(keyId !== null && { transparentDataEncryptionKeyId: keyId }),
    ...service.fixed,
  };
}

/** What is off in the organization, no service can turn on. */
function allowsCoreDumps({ store }: World) {
  return [...store.organizations.values()].every(({ enableCoreDumps }) => enableCoreDumps);
}

/** Where clients would connect to. */
export function endpointsOf(service: Service) {
  const host = `${shortId(service)}.${service.region}.${service.provider}.clickhouse.cloud`;
  const mysql = { protocol: "mysql", host, port: 3306, username: `mysql4${shortId(service)}` };
  return [
    { protocol: "nativesecure", host, port: 9440 },
    { protocol: "https", host, port: 8443 },
    ...(service.mysqlEndpoint ? [mysql] : []),
  ];
}

export function shortId({ id }: Service): string {
  return id.replaceAll("-", "").slice(0, 10);
}

function scalingView(scaling: Scaling) {
  const { autoscalingMode, minReplicaMemoryGb, maxReplicaMemoryGb, idleScaling, idleTimeoutMinutes } = scaling;
  return {
    autoscalingMode,
    minReplicaMemoryGb,
    maxReplicaMemoryGb,
    ...(autoscalingMode === "vertical" ? verticalView(scaling) : horizontalView(scaling)),
    idleScaling,
    ...(idleScaling && { idleTimeoutMinutes }),
  };
}

function verticalView({ numReplicas, minReplicaMemoryGb, maxReplicaMemoryGb }: Scaling) {
  return { numReplicas, minTotalMemoryGb: 3 * minReplicaMemoryGb, maxTotalMemoryGb: 3 * maxReplicaMemoryGb };
}

function horizontalView({ minReplicas, maxReplicas, minReplicaMemoryGb }: Scaling) {
  return { minReplicas, maxReplicas, replicaMemoryGb: minReplicaMemoryGb };
}
