import { refuse } from "../envelope.ts";
import type { ScheduleEntry } from "../store.ts";

/** An entry as it is sent. */
export interface EntryRequest extends Omit<ScheduleEntry, "id" | "autoscalingMode"> {
  autoscalingMode?: ScheduleEntry["autoscalingMode"];
  numReplicas?: number;
}

const mostEntries = 10;
const hoursOfWeek = 7 * 24;

/** Entries as they are kept: in vertical mode a number of replicas is a pair of equal ones. */
export function keptEntries(requests: readonly EntryRequest[], newId: () => string): ScheduleEntry[] {
  if (requests.length > mostEntries) bad(`there can be at most ${mostEntries}`);
  for (const request of requests) requirePossible(request);
  requireApart(requests);
  return requests.map(({ numReplicas, autoscalingMode = "vertical", ...entry }) => ({
    ...entry,
    ...(numReplicas !== undefined && { minReplicas: numReplicas, maxReplicas: numReplicas }),
    id: newId(),
    autoscalingMode,
  }));
}

/** Whether an entry is in effect at a time, in milliseconds since 1970. */
export function isActive(entry: Window, time: number): boolean {
  const date = new Date(time);
  return hoursIn(entry).has(date.getUTCDay() * 24 + date.getUTCHours());
}

type Window = Pick<ScheduleEntry, "weekdays" | "startHourUtc" | "endHourUtc">;

/** The hours of the week, counted from Sunday, that a window covers; one that ends before it starts runs over midnight. */
function hoursIn({ weekdays, startHourUtc, endHourUtc }: Window): Set<number> {
  const length = endHourUtc > startHourUtc ? endHourUtc - startHourUtc : endHourUtc + 24 - startHourUtc;
  const offsets = Array.from({ length }, (_, offset) => startHourUtc + offset);
  return new Set(weekdays.flatMap((day) => offsets.map((offset) => (day * 24 + offset) % hoursOfWeek)));
}

function requirePossible(request: EntryRequest) {
  const { name, startHourUtc, endHourUtc, numReplicas, minReplicas = 1, maxReplicas = minReplicas } = request;
  const { minReplicaMemoryGb: least = 0, maxReplicaMemoryGb: greatest = least } = request;
  const isHorizontal = request.autoscalingMode === "horizontal";
  if (startHourUtc === endHourUtc) bad(`${name}: startHourUtc and endHourUtc must differ`);
  if (least > greatest) bad(`${name}: minReplicaMemoryGb must not be greater than maxReplicaMemoryGb`);
  if (minReplicas > maxReplicas) bad(`${name}: minReplicas must not be greater than maxReplicas`);
  if (isHorizontal && least !== greatest) {
    bad(`${name}: minReplicaMemoryGb must equal maxReplicaMemoryGb in horizontal mode`);
  }
  if (isHorizontal && numReplicas !== undefined) bad(`${name}: numReplicas is not allowed in horizontal mode`);
  if (!isHorizontal && minReplicas !== maxReplicas) {
    bad(`${name}: minReplicas must equal maxReplicas in vertical mode`);
  }
}

function requireApart(requests: readonly EntryRequest[]) {
  const taken = new Set<number>();
  for (const request of requests) {
    const hours = hoursIn(request);
    if ([...hours].some((hour) => taken.has(hour))) bad(`${request.name} overlaps another entry`);
    for (const hour of hours) taken.add(hour);
  }
}

function bad(text: string) {
  refuse("BAD_REQUEST", `entries: ${text}`);
}
