import { z } from "zod";
import { isRecord } from "../../runtime/path.ts";
import { canonical, open } from "../../runtime/traits.ts";
import type { Operations } from "../api.gen.ts";

const memory = z.int().min(8).max(356).multipleOf(4);
const replicas = z.int().min(1);
const vertical = "vertical";

const schema = z.object({
  name: z.string().min(1).describe("Name, unique in the schedule."),
  weekdays: z
    .array(z.int().min(0).max(6))
    .min(1)
    .describe("Days on which the window begins: 0 is Sunday, 6 is Saturday. Order does not matter."),
  startHourUtc: z.int().min(0).max(23).describe("Hour at which the window begins, in UTC: 0 to 23."),
  endHourUtc: z
    .int()
    .min(1)
    .max(24)
    .describe("Hour at which it ends, in UTC: 1 to 24, which is midnight. One before the begin is of the next day."),
  autoscalingMode: open([vertical, "horizontal"])
    .optional()
    .describe(
      "What grows with the load: the size of the replicas or their number. Horizontal must be enabled by support. Default " +
        "`vertical`.",
    ),
  minReplicaMemoryGb: memory
    .optional()
    .describe(
      "Least memory of a replica, in GB: 8 to 356 in steps of 4. Goes with `maxReplicaMemoryGb`; in vertical mode both may " +
        "be left out, in horizontal mode they are equal.",
    ),
  maxReplicaMemoryGb: memory.optional().describe("Greatest memory of a replica, in GB: 8 to 356 in steps of 4."),
  numReplicas: replicas.optional().describe("Number of replicas in vertical mode. Excludes `minReplicas`."),
  minReplicas: replicas.optional().describe("Least number of replicas in horizontal mode. Goes with `maxReplicas`."),
  maxReplicas: replicas.optional().describe("Greatest number of replicas in horizontal mode. Goes with `minReplicas`."),
  idleScaling: z.boolean().optional().describe("Whether the service scales to zero when nobody uses it."),
  idleTimeoutMinutes: z.int().min(1).optional().describe("Minutes without use before it does."),
});

export type Entry = z.infer<typeof schema>;

/** The whole entry is compared, for the API replaces it: what the program leaves out is not in it any more. */
export const entry = canonical(schema, normal);

/** The form in which two spellings of an entry are equal: a fixed number of replicas is a band of one width. */
function normal(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { numReplicas, ...rest } = value;
  const { weekdays, autoscalingMode = vertical, minReplicas = numReplicas, maxReplicas = numReplicas } = rest;
  const days = Array.isArray(weekdays) ? [...new Set(weekdays)].sort() : weekdays;
  const all = { ...rest, weekdays: days, autoscalingMode, minReplicas, maxReplicas };
  return Object.fromEntries(Object.entries(all).filter(([, part]) => part !== undefined && part !== null));
}

type Live = Operations["getScalingSchedule"]["result"]["entries"][number];

/** An entry of an answer, as programs write it. */
export function entryOf({ id: _, isActiveNow: __, minReplicas, maxReplicas, ...entry }: Live): Record<string, unknown> {
  const isFixed = entry.autoscalingMode === vertical && minReplicas === maxReplicas;
  return { ...entry, ...(isFixed ? { numReplicas: minReplicas } : { minReplicas, maxReplicas }) };
}
