import { requireFree } from "../busy.ts";
import { contentsOf } from "../databases/contents.ts";
import { durations } from "../durations.ts";
import { startJob } from "../jobs.ts";
import { instanceById, instanceOf, projectOf } from "../lookup.ts";
import { page, text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Backup, Instance } from "../store.ts";
import { parseTimestamp, timestamp } from "../times.ts";
import type { Handlers, World } from "../world.ts";

/** Begins a backup; the instance is busy until it is over. An automatic one has no job in the task center. */
export function startBackup(
  world: World,
  instance: Instance,
  options: { type: Backup["type"]; seconds: number; name?: string; description?: string },
): Backup {
  const now = world.clock.now();
  const digits = new Date(now).toISOString().replace(/\D/g, "");
  const backup: Backup = {
    id: world.newId("br07"),
    instance_id: instance.id,
    begin_time: now,
    instance_name: instance.name,
    name: options.name ?? `GaussDBforMySQL-auto-${digits}`,
    description: options.description ?? "",
    type: options.type,
    status: "BUILDING",
    end_time: null,
    size: 0,
    contents: contentsOf(world, instance),
    lower_case_table_names: instance.lower_case_table_names,
  };
  world.store.backups.set(backup.id, backup);
  instance.activity = "BACKING UP";
  if (options.type === "auto") {
    world.clock.after(options.seconds, () => {
      if (instance.activity === "BACKING UP") instance.activity = "";
      complete(world, backup);
    });
  }
  return backup;
}

function complete(world: World, backup: Backup) {
  backup.status = "COMPLETED";
  backup.end_time = world.clock.now();
  backup.size = 2803;
}

/** 4.4.1 to 4.4.5. */
export function backupHandlers(world: World): Handlers {
  return {
    setSameRegionBackupPolicy: (call) => {
      const { backup_policy: policy } = call.body as { backup_policy: PolicyBody };
      const instance = instanceOf(world, call);
      if (policy.retention_num_backup_level1 !== undefined) {
        refuse("DBS.05000044", "retention_num_backup_level1: level-1 backups are off");
      }
      requireFree(instance);
      const { start_time, keep_days, period } = policy;
      instance.backup_policy = { start_time, keep_days, period };
      instance.updated = world.clock.now();
      return { status: 200, body: { status: "COMPLETED", instance_id: instance.id, instance_name: instance.name } };
    },
    getAutomatedBackupPolicy: (call) => {
      const { keep_days, start_time, period } = instanceOf(world, call).backup_policy;
      return { status: 200, body: { backup_policy: { keep_days, start_time, period } } };
    },
    createManualBackup: (call) => {
      const body = call.body as { instance_id: string; name: string; description?: string };
      const instance = instanceById(world, call, body.instance_id);
      if (Buffer.byteLength(body.name) > 64) refuse("DBS.280277", "at most 64 bytes");
      requireFree(instance, { busy: "DBS.201202", backingUp: "DBS.201205" });
      const { name, description = "" } = body;
      const backup = startBackup(world, instance, { type: "manual", seconds: durations.backup, name, description });
      const job = startJob(world, {
        name: "BackupSnapshotGaussDBforMySQLInstance",
        instance,
        seconds: durations.backup,
        activity: "BACKING UP",
        finish: () => complete(world, backup),
        fail: () => {
          backup.status = "FAILED";
          backup.end_time = world.clock.now();
        },
      });
      const { id, status, type, instance_id } = backup;
      const begin_time = timestamp(backup.begin_time);
      const view = { id, name, description, begin_time, status, type, instance_id };
      return { status: 201, body: { backup: view, job_id: job.id } };
    },
    listFullBackups: (call) => {
      projectOf(world, call);
      const { query } = call;
      const [from, to] = [timeFilter(world, query.begin_time), timeFilter(world, query.end_time)];
      if (from !== undefined && to !== undefined && to <= from) refuse("DBS.280216");
      const found = [...world.store.backups.values()].filter(
        (backup) =>
          isWanted(backup, query) &&
          (from === undefined || backup.begin_time >= from) &&
          (to === undefined || backup.begin_time <= to),
      );
      return { status: 200, body: { backups: page(found, query).map(backupView), total_count: found.length } };
    },
    deleteManualBackup: (call) => {
      projectOf(world, call);
      const backup = world.store.backups.get(call.path.backup_id ?? "") ?? refuse("DBS.201010");
      if (backup.type === "auto" || backup.status === "BUILDING") refuse("DBS.201208");
      world.store.backups.delete(backup.id);
      return { status: 200, body: { backup_id: backup.id, backup_name: backup.name } };
    },
  };
}

interface PolicyBody {
  start_time: string;
  keep_days: number;
  period: string;
  retention_num_backup_level1?: number;
}

function timeFilter(world: World, value: unknown) {
  const written = text(value);
  if (written === undefined) return undefined;
  const ms = parseTimestamp(written);
  return ms === undefined || ms >= world.clock.now() ? refuse("DBS.280216") : ms;
}

function isWanted(backup: Backup, query: Record<string, unknown>) {
  const wanted = {
    instance_id: query.instance_id,
    id: query.backup_id,
    type: query.backup_type,
    name: query.name,
    instance_name: query.instance_name,
  };
  return Object.entries(wanted).every(([key, value]) => {
    const filter = text(value);
    return filter === undefined || backup[key as keyof typeof wanted] === filter;
  });
}

function backupView(backup: Backup) {
  return {
    id: backup.id,
    name: backup.name,
    begin_time: timestamp(backup.begin_time),
    ...(backup.end_time !== null && {
      end_time: timestamp(backup.end_time),
      take_up_time: Math.round((backup.end_time - backup.begin_time) / 60_000),
    }),
    status: backup.status,
    type: backup.type,
    size: backup.size,
    datastore: { type: "GaussDB(for MySQL)", version: "8.0" },
    instance_id: backup.instance_id,
    instance_name: backup.instance_name,
    description: backup.description,
  };
}
