import type { Call } from "../../cloud.ts";
import { requireAdmin } from "../api-keys/keys.ts";
import { refuse, success } from "../envelope.ts";
import { serviceOf } from "../lookup.ts";
import type { BackupConfiguration, Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";

type ChangeRequest = { [Field in keyof BackupConfiguration]?: BackupConfiguration[Field] | null };

/** What holds on a new service, and again for what is reset with `null`. */
export const defaultBackups: BackupConfiguration = {
  backupPeriodInHours: 24,
  backupRetentionPeriodInHours: 24,
  backupStartTime: null,
};

export function backupConfigurationHandlers(world: World): Handlers {
  return {
    getBackupConfiguration: (call) => success(world, view(primaryServiceOf(world, call))),
    updateBackupConfiguration: (call) => {
      const service = primaryServiceOf(world, call);
      requireAdmin(world, call);
      service.backupConfiguration = changed(service.backupConfiguration, call.body as ChangeRequest);
      return success(world, view(service));
    },
  };
}

function primaryServiceOf(world: World, call: Call): Service {
  const service = serviceOf(world, call);
  return service.isPrimary ? service : refuse("BAD_REQUEST", "Backups are configured on the primary service");
}

/** The configuration after a change; with a start time there is one backup a day, and no period. */
function changed(present: BackupConfiguration, request: ChangeRequest): BackupConfiguration {
  const { backupStartTime, backupPeriodInHours, backupRetentionPeriodInHours } = { ...present, ...request };
  const kept = {
    backupRetentionPeriodInHours: backupRetentionPeriodInHours ?? defaultBackups.backupRetentionPeriodInHours,
  };
  if (backupPeriodInHours !== null && backupPeriodInHours <= 0) bad("backupPeriodInHours must be greater than 0");
  if (backupStartTime === null) {
    return { ...kept, backupStartTime, backupPeriodInHours: backupPeriodInHours ?? defaultBackups.backupPeriodInHours };
  }
  if (!backupStartTime.endsWith(":00")) bad("backupStartTime must be on the full hour");
  if (![null, 24, 48].includes(backupPeriodInHours)) bad("backupStartTime needs a backup period of 24 hours");
  return { ...kept, backupStartTime, backupPeriodInHours: null };
}

function bad(text: string) {
  refuse("BAD_REQUEST", text);
}

function view({ backupConfiguration }: Service) {
  return Object.fromEntries(Object.entries(backupConfiguration).filter(([, value]) => value !== null));
}
