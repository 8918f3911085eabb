import { durations } from "../durations.ts";
import { refuse, success } from "../envelope.ts";
import { serviceOf } from "../lookup.ts";
import { goal, pass } from "../passage.ts";
import type { Service, ServiceState } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { removeService } from "./remove.ts";
import { serviceView } from "./view.ts";

type Command = "start" | "stop" | "awake";

const usable: readonly ServiceState[] = ["running", "partially_running", "idle", "degraded"];

/** States in which the live API lets a service be terminated. */
const terminable: readonly ServiceState[] = [
  "provisioning",
  "starting",
  "awaking",
  "idle",
  "stopped",
  "degraded",
  "failed",
];

export function serviceStateHandlers(world: World): Handlers {
  return {
    updateServiceState: (call) => {
      const service = serviceOf(world, call);
      const { command } = call.body as { command: Command };
      commands[command](world, service);
      return success(world, serviceView(world, service));
    },
    deleteService: (call) => {
      const service = serviceOf(world, call);
      requireTerminable(world, service);
      pass(world, service, {
        through: [["terminating", durations.terminate]],
        to: goal(world, { success: "terminating", failure: "failed" }),
        reached: (state) => state === "terminating" && removeService(world, service),
      });
      return success(world);
    },
  };
}

const commands: Record<Command, (world: World, service: Service) => void> = {
  start(world, service) {
    if (service.state !== "stopped" && service.state !== "failed")
      return requireNot(service, "stopping", "terminating");
    const to = goal(world, { success: "running", failure: "failed" });
    pass(world, service, { through: [["starting", durations.start]], to });
  },
  stop(world, service) {
    if (service.state === "stopped" || service.state === "stopping") return;
    if (!usable.includes(service.state)) requireNot(service, "provisioning", "starting", "awaking", "terminating");
    pass(world, service, {
      through: [["stopping", durations.stop]],
      to: goal(world, { success: "stopped", failure: "degraded" }),
      reached: () => {
        service.busyUntil = world.clock.now() + durations.busyAfterStop * 1000;
      },
    });
  },
  awake(world, service) {
    requireNot(service, "stopped", "stopping", "terminating");
    if (service.state !== "idle") return;
    const to = goal(world, { success: "running", failure: "degraded" });
    pass(world, service, { through: [["awaking", durations.awake]], to });
  },
};

function requireNot(service: Service, ...states: ServiceState[]) {
  if (states.includes(service.state)) refuse("CONFLICT", `The service cannot do this. Current state: ${service.state}`);
}

function requireTerminable(world: World, service: Service) {
  if (!terminable.includes(service.state)) {
    const states = terminable.join(", ");
    refuse("CONFLICT", `The service can be terminated in: ${states}. Current state: ${service.state}`);
  }
  if (world.clock.now() < service.busyUntil) refuse("CONFLICT", "The service is still busy, try again later");
  const others = [...world.store.services.values()].filter((other) => other !== service);
  const isNeeded = service.isPrimary && others.some((other) => other.dataWarehouseId === service.dataWarehouseId);
  if (isNeeded) refuse("CONFLICT", "The data warehouse still has other services");
}
