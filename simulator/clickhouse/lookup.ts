import type { Call } from "../cloud.ts";
import { refuse } from "./envelope.ts";
import type { Backup, ClickPipe, Organization, Service } from "./store.ts";
import type { World } from "./world.ts";

/** The organization that the path names; a key sees only its own. */
export function organizationOf({ store }: World, { path }: Call): Organization {
  const organization = store.organizations.get(path.organizationId ?? "");
  return organization ?? refuse("FORBIDDEN", "The API key does not belong to this organization");
}

/** The service that the path names. */
export function serviceOf(world: World, call: Call): Service {
  organizationOf(world, call);
  const service = world.store.services.get(call.path.serviceId ?? "");
  return service ?? refuse("NOT_FOUND", "Service not found");
}

/** The service that the path names, if it is not on its way out. */
export function lastingServiceOf(world: World, call: Call): Service {
  const service = serviceOf(world, call);
  return service.state === "terminating" ? refuse("CONFLICT", "The service is being terminated") : service;
}

/** The service that the path names, if it can run ClickPipes now: `running` exactly. */
export function runningServiceOf(world: World, call: Call): Service {
  const service = serviceOf(world, call);
  if (service.state === "running") return service;
  return refuse(
    "FAILED_DEPENDENCY",
    `The service must be running to manage ClickPipes. Current state: ${service.state}`,
  );
}

/** The service that a data warehouse began with. */
export function primaryOf({ store }: World, dataWarehouseId: string): Service | undefined {
  return [...store.services.values()].find((other) => other.isPrimary && other.dataWarehouseId === dataWarehouseId);
}

/** The pipe of a service that the path names. */
export function pipeOf({ store }: World, service: Service, { path }: Call): ClickPipe {
  const pipe = store.clickPipes.get(path.clickPipeId ?? "");
  return pipe?.serviceId === service.id ? pipe : refuse("NOT_FOUND", "ClickPipe not found");
}

export function pipesOf({ store }: World, service: Service): ClickPipe[] {
  return [...store.clickPipes.values()].filter(({ serviceId }) => serviceId === service.id);
}

/** The backups of a service, newest first. */
export function backupsOf({ store }: World, service: Service): Backup[] {
  return [...store.backups.values()].filter(({ serviceId }) => serviceId === service.id).reverse();
}
