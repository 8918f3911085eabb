import type { Call } from "../cloud.ts";
import { refuse, success } from "./envelope.ts";
import { organizationOf, primaryOf, serviceOf } from "./lookup.ts";
import type { Service, UpgradeWindow } from "./store.ts";
import type { Handlers, World } from "./world.ts";

export function upgradeWindowHandlers(world: World): Handlers {
  return {
    // A secondary service shows the window of its primary.
    getUpgradeWindow: (call) => {
      const service = serviceOf(world, call);
      return success(world, view(windowOf(world, primaryOf(world, service.dataWarehouseId) ?? service)));
    },
    setUpgradeWindow: (call) => {
      const service = primaryServiceOf(world, call);
      if (!organizationOf(world, call).features.scheduledUpgrades) {
        refuse("FORBIDDEN", "Scheduled upgrades are not enabled for the organization");
      }
      const { weekday, startHourUtc } = call.body as Pick<UpgradeWindow, "weekday" | "startHourUtc">;
      const window = { serviceId: service.id, weekday, startHourUtc };
      world.store.upgradeWindows.set(service.id, window);
      return success(world, view(window));
    },
    deleteUpgradeWindow: (call) => {
      const service = primaryServiceOf(world, call);
      windowOf(world, service);
      world.store.upgradeWindows.delete(service.id);
      return success(world);
    },
  };
}

function windowOf({ store }: World, { id }: Service): UpgradeWindow {
  return store.upgradeWindows.get(id) ?? refuse("NOT_FOUND", "No upgrade window is configured");
}

function primaryServiceOf(world: World, call: Call): Service {
  const service = serviceOf(world, call);
  return service.isPrimary
    ? service
    : refuse("BAD_REQUEST", "The upgrade window of a secondary service is that of its primary service");
}

function view({ weekday, startHourUtc }: UpgradeWindow) {
  return { weekday, startHourUtc, duration: 6 };
}
