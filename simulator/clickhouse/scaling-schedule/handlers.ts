import type { Call } from "../../cloud.ts";
import { refuse, success } from "../envelope.ts";
import { organizationOf, serviceOf } from "../lookup.ts";
import type { ScalingSchedule, Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { type EntryRequest, keptEntries } from "./entries.ts";
import { scheduleView } from "./view.ts";

export function scalingScheduleHandlers(world: World): Handlers {
  return {
    getScalingSchedule: (call) => {
      const service = schedulableServiceOf(world, call);
      return success(world, scheduleView(world, service, scheduleOf(world, service)));
    },
    // Replaces the whole schedule; one without entries is none.
    upsertScalingSchedule: (call) => {
      const service = schedulableServiceOf(world, call);
      const entries = keptEntries((call.body as { entries: EntryRequest[] }).entries, world.ids.uuid);
      if (entries.length === 0) {
        world.store.scalingSchedules.delete(service.id);
        return success(world, { entries, baseConfig: {} });
      }
      const schedule = { serviceId: service.id, entries };
      world.store.scalingSchedules.set(service.id, schedule);
      return success(world, scheduleView(world, service, schedule));
    },
    deleteScalingSchedule: (call) => {
      const service = schedulableServiceOf(world, call);
      scheduleOf(world, service);
      world.store.scalingSchedules.delete(service.id);
      return success(world);
    },
  };
}

function schedulableServiceOf(world: World, call: Call): Service {
  const service = serviceOf(world, call);
  if (organizationOf(world, call).features.scheduledScaling) return service;
  return refuse("FORBIDDEN", "Scheduled scaling is not enabled for the organization");
}

function scheduleOf({ store }: World, { id }: Service): ScalingSchedule {
  return store.scalingSchedules.get(id) ?? refuse("NOT_FOUND", "The service has no scaling schedule");
}
