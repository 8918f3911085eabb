import { keysOf } from "./api-keys/keys.ts";
import { refuse, success } from "./envelope.ts";
import { serviceOf } from "./lookup.ts";
import type { QueryEndpoint, Service } from "./store.ts";
import type { Handlers, World } from "./world.ts";

type UpsertRequest = Pick<QueryEndpoint, "roles" | "openApiKeys"> & { allowedOrigins?: string };

export function queryEndpointHandlers(world: World): Handlers {
  return {
    getServiceQueryEndpoint: (call) => success(world, view(endpointOf(world, serviceOf(world, call)))),
    // Replaces the whole definition of what is there.
    upsertServiceQueryEndpoint: (call) => {
      const service = serviceOf(world, call);
      const { roles, openApiKeys, allowedOrigins = "" } = call.body as UpsertRequest;
      requireKeys(world, openApiKeys);
      const id = world.store.queryEndpoints.get(service.id)?.id ?? `qe-${world.ids.hex(8)}`;
      const endpoint = { id, serviceId: service.id, roles, openApiKeys, allowedOrigins };
      world.store.queryEndpoints.set(service.id, endpoint);
      return success(world, view(endpoint));
    },
    deleteServiceQueryEndpoint: (call) => {
      const service = serviceOf(world, call);
      endpointOf(world, service);
      world.store.queryEndpoints.delete(service.id);
      return success(world);
    },
  };
}

function endpointOf({ store }: World, { id }: Service): QueryEndpoint {
  return store.queryEndpoints.get(id) ?? refuse("NOT_FOUND", "The service has no query endpoint");
}

/** A key is known by its UUID, not by the key id that logs in. */
function requireKeys(world: World, ids: readonly string[]) {
  const known = new Set(keysOf(world).map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) refuse("BAD_REQUEST", `openApiKeys: ${unknown} is not the id (UUID) of an API key`);
}

function view({ id, openApiKeys, roles, allowedOrigins }: QueryEndpoint) {
  return { id, openApiKeys, roles, allowedOrigins };
}
