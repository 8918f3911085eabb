import type { Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { contentsOf, replaceContents } from "../databases/contents.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceById, instanceOf } from "../lookup.ts";
import { text } from "../query.ts";
import { refuse } from "../refusal.ts";
import type { Contents } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { completedBackup, requireRestorable, restorableRange } from "./restorable.ts";

interface RestoreBody {
  target_instance_id: string;
  source_instance_id: string;
  type: "backup" | "timestamp";
  backup_id?: string;
  restore_time?: number;
}

/** Bringing back a whole instance: 4.4.6 and 4.4.7. */
export function restoreHandlers(world: World): Handlers {
  return {
    restoreBackupToExistingInstance: (call) => {
      const body = call.body as RestoreBody;
      const target = instanceById(world, call, body.target_instance_id);
      const { contents, lower_case_table_names } = sourceOf(world, call, body);
      if (lower_case_table_names !== target.lower_case_table_names) {
        refuse("DBS.05000091", "the case sensitivity of table names differs");
      }
      requireFree(target);
      return answerWithJob(world, {
        name: "RestoreGaussDBforMySQLInstance",
        instance: target,
        seconds: durations.restore,
        activity: "RESTORING",
        finish: () => replaceContents(world, target, contents),
      });
    },
    listRestorableTimeRanges: (call) => {
      const range = restorableRange(world, instanceOf(world, call));
      const date = text(call.query.date);
      const day = date === undefined ? undefined : Date.parse(`${date}T00:00:00Z`);
      const start = Math.max(range?.start ?? 0, day ?? 0);
      const end = Math.min(range?.end ?? -1, day === undefined ? Number.POSITIVE_INFINITY : day + 24 * 3600 * 1000 - 1);
      return { status: 200, body: { restore_times: start <= end ? [{ start_time: start, end_time: end }] : [] } };
    },
  };
}

/** What is restored, and the rule of its names, which the target must share. */
function sourceOf(world: World, call: Call, body: RestoreBody): { contents: Contents; lower_case_table_names: number } {
  if (body.type === "backup") return completedBackup(world, body.backup_id, body.source_instance_id);
  const known = world.store.instances.has(body.source_instance_id);
  const source = known ? instanceById(world, call, body.source_instance_id) : refuse("DBS.200013");
  const time = body.restore_time ?? 0;
  requireRestorable(world, source, time);
  return { contents: contentsOf(world, source, time), lower_case_table_names: source.lower_case_table_names };
}
