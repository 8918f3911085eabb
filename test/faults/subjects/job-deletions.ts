import type { Subject } from "../subject.ts";
import { archive, orders } from "./orders.ts";

/** Nobody knows the ids of jobs beforehand, so these are of jobs that are over and forgotten. */
const [job, another] = ["5d2b8e1c-6a4f-4c93-9b1e-0a7d3f6c8e21", "9c77973c-9332-4fbe-bb4d-b76760dbc9b2"];

export const scheduledJobCancellation: Subject = {
  token: "gaussdb:ScheduledJobCancellation",
  needs: [],
  args: () => ({ jobId: job }),
  updates: { again: () => ({ triggers: ["2026-03-02"] }) },
  replacements: { ofAnother: () => ({ jobId: another }) },
  creation: { operation: "cancelScheduledJobs", states: [] },
};

export const scheduledJobDeletion: Subject = {
  token: "gaussdb:ScheduledJobDeletion",
  needs: [orders, archive],
  args: ({ orders: made }) => ({ instanceId: made?.id, jobId: job }),
  updates: { again: () => ({ triggers: ["2026-03-02"] }) },
  replacements: { ofAnother: ({ archive: made }) => ({ instanceId: made?.id, jobId: another }) },
  creation: { operation: "deleteScheduledJob", states: [] },
};

export const jobRecordDeletion: Subject = {
  token: "gaussdb:JobRecordDeletion",
  needs: [],
  args: () => ({ jobId: job }),
  updates: { again: () => ({ triggers: ["2026-03-02"] }) },
  replacements: { ofAnother: () => ({ jobId: another }) },
  creation: { operation: "deleteJobRecord", states: [] },
};
