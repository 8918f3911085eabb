import type { Scaling, ScalingSchedule, ScheduleEntry, Service } from "../store.ts";
import type { World } from "../world.ts";
import { isActive } from "./entries.ts";

/** A schedule as reads return it. */
export function scheduleView({ clock }: World, service: Service, { entries }: ScalingSchedule) {
  const views = entries.map((entry) => ({ ...entry, isActiveNow: isActive(entry, clock.now()) }));
  const active = views.find(({ isActiveNow }) => isActiveNow);
  return { entries: views, baseConfig: sizeOf(service), ...(active && { activeEntryId: active.id }) };
}

/** The schedule of a service, if it has one, as it shows in the service. */
export function scheduleOfService(world: World, service: Service) {
  const schedule = world.store.scalingSchedules.get(service.id);
  return schedule && scheduleView(world, service, schedule);
}

/** The scaling in effect: what the active entry leaves open is as the service is configured. */
export function currentScalingView({ store, clock }: World, service: Service) {
  const entries = store.scalingSchedules.get(service.id)?.entries ?? [];
  const entry = entries.find((candidate) => isActive(candidate, clock.now()));
  const size = { ...sizeOf(service), ...(entry && sizeOfEntry(entry)) };
  const { idleScaling, idleTimeoutMinutes } = size;
  return {
    effectiveAutoscalingMode: size.autoscalingMode,
    effectiveMinReplicaMemoryGb: size.minReplicaMemoryGb,
    effectiveMaxReplicaMemoryGb: size.maxReplicaMemoryGb,
    effectiveMinReplicas: size.minReplicas,
    effectiveMaxReplicas: size.maxReplicas,
    effectiveIdleScaling: idleScaling,
    ...(idleScaling && idleTimeoutMinutes !== undefined && { effectiveIdleTimeoutMinutes: idleTimeoutMinutes }),
    ...(entry && { activeEntryId: entry.id }),
  };
}

/** A size with a band of replicas in both modes. */
function sizeOf(scaling: Scaling) {
  const { autoscalingMode, minReplicaMemoryGb, maxReplicaMemoryGb, idleScaling, idleTimeoutMinutes } = scaling;
  const isVertical = autoscalingMode === "vertical";
  return {
    autoscalingMode,
    minReplicaMemoryGb,
    maxReplicaMemoryGb,
    minReplicas: isVertical ? scaling.numReplicas : scaling.minReplicas,
    maxReplicas: isVertical ? scaling.numReplicas : scaling.maxReplicas,
    idleScaling,
    ...(idleScaling && { idleTimeoutMinutes }),
  };
}

function sizeOfEntry({ id: _, name: __, weekdays, startHourUtc, endHourUtc, ...size }: ScheduleEntry) {
  return size;
}
