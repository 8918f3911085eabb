import { breakDown } from "../envelope.ts";
import type { PrivateEndpoint, Service } from "../store.ts";
import type { World } from "../world.ts";

/** The private endpoints that are registered where a service is. */
export function availableTo({ store }: World, { provider, region }: Service): PrivateEndpoint[] {
  return [...store.privateEndpoints.values()].filter(
    (endpoint) => endpoint.cloudProvider === provider && endpoint.region === region,
  );
}

/** Requires that private endpoints can be attached: a registration that a service left behind is in the way of it. */
export function requireAttachable({ store }: World, ids: readonly string[]): void {
  if (ids.some((id) => store.privateEndpoints.get(id)?.leftBehind)) breakDown();
}

/** Changes the private endpoints of a service: what is attached is registered, what is detached stays so. */
export function setEndpoints(world: World, service: Service, ids: readonly string[]): void {
  const { provider: cloudProvider, region } = service;
  const detached = service.privateEndpointIds.filter((id) => !ids.includes(id));
  service.privateEndpointIds = [...ids];
  for (const id of ids) {
    if (world.store.privateEndpoints.has(id)) continue;
    world.store.privateEndpoints.set(id, { id, description: undefined, cloudProvider, region, leftBehind: false });
  }
  for (const id of detached) leaveBehind(world, id);
}

function leaveBehind({ store }: World, id: string) {
  const endpoint = store.privateEndpoints.get(id);
  const isAttached = [...store.services.values()].some(({ privateEndpointIds }) => privateEndpointIds.includes(id));
  if (endpoint && !isAttached) endpoint.leftBehind = true;
}
