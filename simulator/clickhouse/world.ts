import type { CloudContext, Handler } from "../cloud.ts";
import { firstKeyId } from "./api-keys/keys.ts";
import { adminRoleId } from "./api-keys/roles.ts";
import { sha256 } from "./digest.ts";
import type { ApiKey, Store } from "./store.ts";

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
    store: {
      organizations: new Map(),
      apiKeys: new Map(),
      privateEndpoints: new Map(),
      services: new Map(),
      queryEndpoints: new Map(),
      scalingSchedules: new Map(),
      upgradeWindows: new Map(),
      clickHouseSettings: new Map(),
      backupBuckets: new Map(),
      backups: new Map(),
      clickPipes: new Map(),
      reversePrivateEndpoints: new Map(),
    },
  };
  addOrganization(world);
  return world;
}

/** Empties the cloud. */
export function resetWorld(world: World): void {
  for (const objects of Object.values(world.store)) objects.clear();
  addOrganization(world);
}

function addOrganization(world: World) {
  const id = world.credentials.clickhouse.organizationId;
  world.store.organizations.set(id, {
    id,
    createdAt: world.clock.now(),
    firstKey: firstKeyOf(world),
    name: "Simulated",
    enableCoreDumps: true,
    byocConfig: [],
    features: { scheduledScaling: true, scheduledUpgrades: true },
  });
}

function firstKeyOf({ clock, credentials }: World): ApiKey {
  const { tokenKey, tokenSecret } = credentials.clickhouse;
  return {
    id: firstKeyId,
    createdAt: clock.now(),
    keyIdHash: sha256(tokenKey),
    keySecretHash: sha256(tokenSecret),
    keySuffix: tokenKey.slice(-4),
    name: "First key",
    state: "enabled",
    expireAt: null,
    usedAt: null,
    roles: undefined,
    assignedRoleIds: [adminRoleId],
    ipAccessList: [],
  };
}
