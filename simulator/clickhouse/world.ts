import type { CloudContext, Handler } from "../cloud.ts";
import type { Store } from "./store.ts";

/** Handlers by operationId. */
export type Handlers = Record<string, Handler>;

/** What every part of the simulated cloud works on. */
export interface World extends CloudContext {
  readonly store: Store;
}

/** A cloud with the organization of the key and no services. */
export function newWorld(context: CloudContext): World {
  const world: World = {
    ...context,
    store: { organizations: new Map(), services: new Map(), backups: new Map(), clickPipes: new Map() },
  };
  addOrganization(world);
  return world;
}

/** Empties the cloud. */
export function resetWorld(world: World): void {
  for (const objects of Object.values(world.store)) objects.clear();
  addOrganization(world);
}

function addOrganization({ store, clock, credentials }: World) {
  const id = credentials.clickhouse.organizationId;
  const organization = { id, createdAt: clock.now(), name: "Simulated", enableCoreDumps: true, privateEndpoints: [] };
  store.organizations.set(id, organization);
}
