import { refuse } from "../refusal.ts";
import type { Backup, Instance } from "../store.ts";
import type { World } from "../world.ts";

const dayMs = 24 * 3600 * 1000;

/** The times to which an instance can be brought back: since its oldest full backup that is kept. */
export function restorableRange(world: World, instance: Instance): { start: number; end: number } | undefined {
  const ends = [...world.store.backups.values()]
    .filter(({ instance_id, status }) => instance_id === instance.id && status === "COMPLETED")
    .flatMap(({ end_time }) => end_time ?? []);
  if (ends.length === 0) return undefined;
  const end = world.clock.now();
  return { start: Math.max(Math.min(...ends), end - instance.backup_policy.keep_days * dayMs), end };
}

/** Refuses a time to which an instance cannot be brought back. */
export function requireRestorable(world: World, instance: Instance, time: number): void {
  const range = restorableRange(world, instance);
  if (!range || !(time >= range.start && time <= range.end)) refuse("DBS.05000088", String(time));
}

/** A backup that can be restored: 400 DBS.201203 for one of another instance, 400 DBS.201208 for one that is not done. */
export function completedBackup(world: World, id: string | undefined, instanceId: string): Backup {
  const backup = world.store.backups.get(id ?? "");
  if (backup?.instance_id !== instanceId) return refuse("DBS.201203");
  return backup.status === "COMPLETED" ? backup : refuse("DBS.201208");
}
