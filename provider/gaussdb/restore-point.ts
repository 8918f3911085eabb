import { z } from "zod";
import type { Rule } from "../runtime/resource.ts";
import { time } from "./times.ts";

/** What data to restore: a backup, or what an instance held at a moment. */
export const restorePoint = z.object({
  sourceInstanceId: z.string().min(1).describe("Instance whose data is restored."),
  backupId: z.string().optional().describe("Backup to restore. Either this or `restoreTime`."),
  restoreTime: time.optional().describe("Point in time to restore, RFC 3339, for example `2026-01-31T18:00:00Z`."),
});

type RestorePoint = z.infer<typeof restorePoint>;

export const restorePointRule: Rule<{ restorePoint?: RestorePoint | undefined }> = {
  of: ["restorePoint"],
  refuse: ({ restorePoint: point }) =>
    point && (point.backupId === undefined) === (point.restoreTime === undefined)
      ? "must have either backupId or restoreTime"
      : undefined,
};

/** The restore point in the words of the API (4.3.1, 4.4.6). */
export function restoreBody({ sourceInstanceId, backupId, restoreTime }: RestorePoint) {
  if (restoreTime === undefined)
    return { source_instance_id: sourceInstanceId, type: "backup" as const, backup_id: String(backupId) };
  return { source_instance_id: sourceInstanceId, type: "timestamp" as const, restore_time: Date.parse(restoreTime) };
}
