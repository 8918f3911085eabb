import { backupsOf, pipesOf } from "../lookup.ts";
import { setEndpoints } from "../private-endpoints/registry.ts";
import { endpointsOf } from "../reverse-private-endpoints/handlers.ts";
import type { Service } from "../store.ts";
import type { World } from "../world.ts";

/** Removes a service and what belongs to it. */
export function removeService(world: World, service: Service): void {
  setEndpoints(world, service, []);
  for (const pipe of pipesOf(world, service)) world.store.clickPipes.delete(pipe.id);
  const { queryEndpoints, scalingSchedules, upgradeWindows, clickHouseSettings, backupBuckets } = world.store;
  for (const objects of [queryEndpoints, scalingSchedules, upgradeWindows, clickHouseSettings, backupBuckets]) {
    objects.delete(service.id);
  }
  for (const endpoint of endpointsOf(world, service)) world.store.reversePrivateEndpoints.delete(endpoint.id);
  for (const backup of backupsOf(world, service)) world.store.backups.delete(backup.id);
  world.store.services.delete(service.id);
}
