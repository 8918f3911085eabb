import { durations } from "../durations.ts";
import { refuse, success } from "../envelope.ts";
import { backupsOf, serviceOf } from "../lookup.ts";
import type { Backup, Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { bucketOfBackup } from "./bucket.ts";

const hourMs = 3_600_000;
const hoursOfDay = 24;

export function backupHandlers(world: World): Handlers {
  return {
    listBackups: (call) => {
      const backups = backupsOf(world, serviceOf(world, call));
      return success(
        world,
        backups.map((backup) => backupView(world, backup)),
      );
    },
    getBackup: (call) => {
      const backups = backupsOf(world, serviceOf(world, call));
      const backup = backups.find(({ id }) => id === call.path.backupId) ?? refuse("NOT_FOUND", "Backup not found");
      return success(world, backupView(world, backup));
    },
  };
}

/** A first backup, and then one after each period while the service is there and can be used. */
export function startBackups(world: World, service: Service): void {
  if (!service.isPrimary || world.store.services.get(service.id) !== service) return;
  const { backupPeriodInHours, backupRetentionPeriodInHours } = service.backupConfiguration;
  if (service.state !== "stopped" && service.state !== "failed") makeBackup(world, service);
  const oldest = world.clock.now() - backupRetentionPeriodInHours * hourMs;
  const outdated = backupsOf(world, service).filter(({ startedAt }) => startedAt < oldest);
  for (const { id } of outdated) world.store.backups.delete(id);
  world.clock.after((backupPeriodInHours ?? hoursOfDay) * 3600, () => startBackups(world, service));
}

function makeBackup(world: World, service: Service) {
  const bucket = world.store.backupBuckets.get(service.id);
  const backup: Backup = {
    id: world.ids.uuid(),
    serviceId: service.id,
    startedAt: world.clock.now(),
    type: backupsOf(world, service).length === 0 ? "full" : "incremental",
    finishedAt: null,
    status: "in_progress",
    sizeInBytes: 0,
    external: bucket && { ...bucketOfBackup(bucket) },
  };
  world.store.backups.set(backup.id, backup);
  world.clock.after(durations.backup, () => {
    Object.assign(backup, { finishedAt: world.clock.now(), status: "done", sizeInBytes: 1_048_576 });
  });
}

function backupView(world: World, { startedAt, finishedAt, external, ...backup }: Backup) {
  return {
    ...backup,
    ...(external && { backupName: `${backup.serviceId}-${backup.id}`, bucket: external }),
    startedAt: new Date(startedAt).toISOString(),
    ...(finishedAt !== null && { finishedAt: new Date(finishedAt).toISOString() }),
    durationInSeconds: Math.round(((finishedAt ?? world.clock.now()) - startedAt) / 1000),
  };
}
