import { durations } from "../durations.ts";
import { refuse, success } from "../envelope.ts";
import { pipesOf, runningServiceOf, serviceOf } from "../lookup.ts";
import type { CdcScaling, Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { isDatabase } from "./kinds.ts";

/** The workers that all database pipes of a service share. */
export function cdcScalingHandlers(world: World): Handlers {
  return {
    getClickPipesCdcScaling: (call) => success(world, cdcScalingOf(serviceOf(world, call))),
    updateClickPipesCdcScaling: (call) => {
      const service = runningServiceOf(world, call);
      const present = cdcScalingOf(service);
      const asked = call.body as CdcScaling;
      if (asked.replicaMemoryGb !== (4 * asked.replicaCpuMillicores) / 1000) {
        refuse("BAD_REQUEST", "replicaMemoryGb must be four times the number of cores");
      }
      world.clock.after(durations.cdcScaling, () => {
        if (service.cdcScaling) service.cdcScaling = { ...asked };
      });
      return success(world, present);
    },
  };
}

/** The workers come with the first database pipe … */
export function provideCdcScaling(service: Service): void {
  service.cdcScaling ??= { replicaCpuMillicores: 2000, replicaMemoryGb: 8 };
}

/** … and go with the last. */
export function forgetCdcScaling(world: World, service: Service): void {
  if (!pipesOf(world, service).some(({ kind }) => isDatabase(kind))) service.cdcScaling = null;
}

function cdcScalingOf({ cdcScaling }: Service): CdcScaling {
  return cdcScaling ?? refuse("NOT_FOUND", "The service has no database ClickPipes");
}
