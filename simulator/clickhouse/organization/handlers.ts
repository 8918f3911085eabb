import { requireAdmin } from "../api-keys/keys.ts";
import { success } from "../envelope.ts";
import { organizationOf } from "../lookup.ts";
import { endpointView } from "../private-endpoints/view.ts";
import type { Organization, PrivateEndpoint } from "../store.ts";
import type { Handlers, World } from "../world.ts";

type EndpointRequest = Partial<Pick<PrivateEndpoint, "id" | "description" | "cloudProvider" | "region">>;

interface ChangeRequest {
  name?: string;
  enableCoreDumps?: boolean;
  privateEndpoints?: { add?: EndpointRequest[]; remove?: EndpointRequest[] };
}

export function organizationHandlers(world: World): Handlers {
  return {
    listOrganizations: () => {
      const organizations = [...world.store.organizations.values()];
      return success(
        world,
        organizations.map((organization) => view(world, organization)),
      );
    },
    getOrganization: (call) => success(world, view(world, organizationOf(world, call))),
    updateOrganization: (call) => {
      const organization = organizationOf(world, call);
      requireAdmin(world, call);
      const { name, enableCoreDumps, privateEndpoints = {} } = call.body as ChangeRequest;
      if (name !== undefined) organization.name = name;
      if (enableCoreDumps !== undefined) organization.enableCoreDumps = enableCoreDumps;
      unregister(world, privateEndpoints.remove ?? []);
      register(world, privateEndpoints.add ?? []);
      return success(world, view(world, organization));
    },
  };
}

/** Takes endpoints out of the organization; services to which they are attached keep them. */
function unregister({ store }: World, requests: readonly EndpointRequest[]) {
  for (const { description: _, ...asked } of requests) {
    const endpoint = store.privateEndpoints.get(asked.id ?? "");
    const isMeant = Object.entries(asked).every(([field, value]) => endpoint?.[field as keyof typeof asked] === value);
    if (endpoint && isMeant) store.privateEndpoints.delete(endpoint.id);
  }
}

function register({ store }: World, requests: readonly EndpointRequest[]) {
  for (const { id = "", description, cloudProvider = "", region = "" } of requests) {
    store.privateEndpoints.set(id, { id, description, cloudProvider, region, leftBehind: false });
  }
}

function view({ store }: World, { id, createdAt, name, byocConfig, enableCoreDumps }: Organization) {
  return {
    id,
    createdAt: new Date(createdAt).toISOString(),
    name,
    privateEndpoints: [...store.privateEndpoints.values()].map(endpointView),
    byocConfig,
    enableCoreDumps,
  };
}
