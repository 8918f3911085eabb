import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

const day = { name: "day", weekdays: [1, 2, 3, 4, 5], startHourUtc: 7, endHourUtc: 18, numReplicas: 3 };
const night = {
  name: "night",
  weekdays: [6, 0],
  startHourUtc: 22,
  endHourUtc: 2,
  autoscalingMode: "horizontal",
  minReplicaMemoryGb: 32,
  maxReplicaMemoryGb: 32,
  minReplicas: 2,
  maxReplicas: 8,
  idleScaling: true,
  idleTimeoutMinutes: 30,
};

export const scalingSchedule: Subject = {
  token: "clickhouse:ScalingSchedule",
  needs: [analytics, reports],
  args: ({ analytics }) => ({ serviceId: analytics?.id, entries: [day] }),
  updates: {
    entries: () => ({ entries: [night, { ...day, startHourUtc: 6, numReplicas: 4 }] }),
    otherEntry: () => ({ entries: [night] }),
  },
  replacements: { service: ({ reports }) => ({ serviceId: reports?.id }) },
  drift: {
    inputs: ["entries"],
    byHand: (admin, id) =>
      admin.change("clickhouse", "scalingSchedules", id, { entries: [{ ...night, id: "by-hand" }] }),
  },
  objects: ["clickhouse", "scalingSchedules"],
  creation: { operation: "upsertScalingSchedule", states: [] },
};
