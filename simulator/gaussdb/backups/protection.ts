import { requireFree } from "../busy.ts";
import { instanceOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { CrossRegionBackup } from "../store.ts";
import type { Handlers, World } from "../world.ts";

interface EncryptionBody {
  encryption_status: string;
  type?: string;
  kms_key_id?: string;
}

/** Encryption of backups and copies in another region, of which an instance has only one: 4.4.8, 4.4.9 and 4.4.11. */
export function backupProtectionHandlers(world: World): Handlers {
  return {
    setBackupEncryption: (call) => {
      const { encryption_status, type = "", kms_key_id = "" } = call.body as EncryptionBody;
      const instance = instanceOf(world, call);
      const on = encryption_status.toLowerCase() === "on";
      if (on && instance.cross_region_backup) refuse("DBS.05000030");
      requireFree(instance);
      instance.backup_encryption = on ? { type: type.toLowerCase(), kms_key_id } : null;
      instance.updated = world.clock.now();
      return { status: 200, body: { encryption_status: on ? "on" : "off" } };
    },
    getBackupEncryptionStatus: (call) => {
      const { backup_encryption } = instanceOf(world, call);
      return { status: 200, body: { encryption_status: backup_encryption ? "on" : "off" } };
    },
    setCrossRegionBackupPolicy: (call) => {
      const { backup_policy: policy } = call.body as {
        backup_policy: CrossRegionBackup & { open_auto_backup: boolean };
      };
      const instance = instanceOf(world, call);
      const { open_auto_backup: on, ...settings } = policy;
      if (on && instance.backup_encryption) refuse("DBS.05000029");
      if (on && settings.destination_region === instance.region) refuse("DBS.05000044", "destination_region");
      requireFree(instance);
      instance.cross_region_backup = on ? settings : null;
      instance.updated = world.clock.now();
      return { status: 200, body: { result: "SUCCESS" } };
    },
  };
}
