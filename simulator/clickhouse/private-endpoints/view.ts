import type { PrivateEndpoint } from "../store.ts";

/** A private endpoint as the organization lists it. */
export function endpointView({ id, description, cloudProvider, region }: PrivateEndpoint) {
  return { id, ...(description !== undefined && { description }), cloudProvider, region };
}
