import { durations } from "./durations.ts";
import { refuse, success } from "./envelope.ts";
import { backupsOf, serviceOf } from "./lookup.ts";
import type { Backup, BackupConfiguration, Service } from "./store.ts";
import type { Handlers, World } from "./world.ts";

const hourMs = 3_600_000;

type ConfigurationRequest = Partial<Record<keyof BackupConfiguration, BackupConfiguration[keyof BackupConfiguration]>>;

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
    getBackupConfiguration: (call) => success(world, configurationView(serviceOf(world, call))),
    updateBackupConfiguration: (call) => {
      const service = serviceOf(world, call);
      if (!service.isPrimary) refuse("BAD_REQUEST", "Backups are configured on the primary service");
      service.backupConfiguration = changedConfiguration(
        service.backupConfiguration,
        call.body as ConfigurationRequest,
      );
      return success(world, configurationView(service));
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
  world.clock.after((backupPeriodInHours ?? 24) * 3600, () => startBackups(world, service));
}

function makeBackup(world: World, service: Service) {
  const backup: Backup = {
    id: world.ids.uuid(),
    serviceId: service.id,
    startedAt: world.clock.now(),
    type: backupsOf(world, service).length === 0 ? "full" : "incremental",
    finishedAt: null,
    status: "in_progress",
    sizeInBytes: 0,
  };
  world.store.backups.set(backup.id, backup);
  world.clock.after(durations.backup, () => {
    Object.assign(backup, { finishedAt: world.clock.now(), status: "done", sizeInBytes: 1_048_576 });
  });
}

function changedConfiguration(present: BackupConfiguration, request: ConfigurationRequest): BackupConfiguration {
  const asked = { ...present, ...request } as BackupConfiguration;
  const { backupStartTime, backupPeriodInHours } = asked;
  const backupRetentionPeriodInHours = asked.backupRetentionPeriodInHours ?? 24;
  if (backupStartTime === null) {
    return { backupStartTime, backupPeriodInHours: backupPeriodInHours ?? 24, backupRetentionPeriodInHours };
  }
  if (!backupStartTime.endsWith(":00")) refuse("BAD_REQUEST", "backupStartTime must be on the full hour");
  if (![null, 24, 48].includes(backupPeriodInHours)) {
    refuse("BAD_REQUEST", "backupStartTime needs a backup period of 24 hours");
  }
  return { backupStartTime, backupPeriodInHours: null, backupRetentionPeriodInHours };
}

function configurationView({ backupConfiguration }: Service) {
  return Object.fromEntries(Object.entries(backupConfiguration).filter(([, value]) => value !== null));
}

function backupView(world: World, { startedAt, finishedAt, ...backup }: Backup) {
  return {
    ...backup,
    startedAt: new Date(startedAt).toISOString(),
    ...(finishedAt !== null && { finishedAt: new Date(finishedAt).toISOString() }),
    durationInSeconds: Math.round(((finishedAt ?? world.clock.now()) - startedAt) / 1000),
  };
}
