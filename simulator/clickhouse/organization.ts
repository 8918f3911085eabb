import { success } from "./envelope.ts";
import { organizationOf } from "./lookup.ts";
import type { Organization } from "./store.ts";
import type { Handlers, World } from "./world.ts";

export function organizationHandlers(world: World): Handlers {
  return {
    listOrganizations: () => success(world, [...world.store.organizations.values()].map(view)),
    getOrganization: (call) => success(world, view(organizationOf(world, call))),
  };
}

function view({ id, createdAt, name, privateEndpoints, enableCoreDumps }: Organization) {
  return { id, createdAt: new Date(createdAt).toISOString(), name, privateEndpoints, byocConfig: [], enableCoreDumps };
}
