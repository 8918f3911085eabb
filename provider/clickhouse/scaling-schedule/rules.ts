import type { Rule } from "../../runtime/resource.ts";
import type { Entry } from "./entry.ts";

type Inputs = { readonly entries?: readonly Entry[] | undefined };

const hoursOfDay = 24;
const hoursOfWeek = 7 * hoursOfDay;

/** What the properties of an entry demand of each other. */
const demands: readonly ((entry: Entry) => string | false)[] = [
  ({ startHourUtc, endHourUtc }) => startHourUtc === endHourUtc && "must not end at the hour at which it begins",
  ({ minReplicaMemoryGb, maxReplicaMemoryGb }) =>
    (minReplicaMemoryGb === undefined) !== (maxReplicaMemoryGb === undefined) &&
    "must have both minReplicaMemoryGb and maxReplicaMemoryGb or none",
  ({ minReplicaMemoryGb: least = 0, maxReplicaMemoryGb: greatest = Number.POSITIVE_INFINITY }) =>
    least > greatest && "must not have more minReplicaMemoryGb than maxReplicaMemoryGb",
  ({ autoscalingMode, minReplicaMemoryGb, maxReplicaMemoryGb }) =>
    autoscalingMode === "horizontal" &&
    (minReplicaMemoryGb === undefined || minReplicaMemoryGb !== maxReplicaMemoryGb) &&
    "needs equal minReplicaMemoryGb and maxReplicaMemoryGb, because it is horizontal",
  ({ numReplicas, minReplicas, maxReplicas }) =>
    numReplicas !== undefined &&
    (minReplicas !== undefined || maxReplicas !== undefined) &&
    "must not have numReplicas together with minReplicas and maxReplicas",
  ({ minReplicas, maxReplicas }) =>
    (minReplicas === undefined) !== (maxReplicas === undefined) && "must have both minReplicas and maxReplicas or none",
  ({ minReplicas = 0, maxReplicas = Number.POSITIVE_INFINITY }) =>
    minReplicas > maxReplicas && "must not have more minReplicas than maxReplicas",
  ({ autoscalingMode = "vertical", minReplicas, maxReplicas }) =>
    autoscalingMode === "vertical" &&
    minReplicas !== maxReplicas &&
    "must have equal minReplicas and maxReplicas, or numReplicas, because it is vertical",
  ({ autoscalingMode, numReplicas }) =>
    autoscalingMode === "horizontal" &&
    numReplicas !== undefined &&
    "must have minReplicas and maxReplicas instead of numReplicas, because it is horizontal",
];

export const rules: readonly Rule<Inputs>[] = [
  {
    of: ["entries"],
    refuse({ entries = [] }) {
      const found = entries.flatMap((entry) => {
        const wrong = demands.map((demand) => demand(entry)).find((text) => text !== false);
        return wrong ? [`"${entry.name}" ${wrong}`] : [];
      });
      return found[0];
    },
  },
  {
    of: ["entries"],
    refuse({ entries = [] }) {
      const names = entries.map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      return twice === undefined ? undefined : `must not have two entries of the name "${twice}"`;
    },
  },
  {
    of: ["entries"],
    refuse({ entries = [] }) {
      const [pair] = entries.flatMap((one, index) =>
        entries.slice(index + 1).flatMap((other) => (overlap(one, other) ? [[one.name, other.name]] : [])),
      );
      return pair && `"${pair[0]}" and "${pair[1]}" must not overlap`;
    },
  },
];

function overlap(one: Entry, other: Entry): boolean {
  const hours = hoursOf(other);
  return [...hoursOf(one)].some((hour) => hours.has(hour));
}

/** The hours of the week in which an entry is active; from Saturday it goes on to Sunday. */
function hoursOf({ weekdays, startHourUtc, endHourUtc }: Entry): Set<number> {
  const length = endHourUtc > startHourUtc ? endHourUtc - startHourUtc : endHourUtc + hoursOfDay - startHourUtc;
  const begins = weekdays.map((day) => day * hoursOfDay + startHourUtc);
  return new Set(begins.flatMap((begin) => Array.from({ length }, (_, hour) => (begin + hour) % hoursOfWeek)));
}
