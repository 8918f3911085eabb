import { bestSchedule } from "./best-schedule.ts";
import { configurationsEach, contentsEach } from "./programs.ts";
import { atMost, figure, type Row } from "./row.ts";
import { percentile95, sampleOf } from "./sample.ts";
import { programs, type Simulated, usualWidth, type Ways, wideWidth } from "./simulated.ts";
import { pipeSeconds, serviceSeconds, type Update } from "./simulated-stack.ts";

type Way = keyof Ways<unknown>;

/** The vendor's limit, which the simulator keeps. */
const limit = { calls: 10, windowSeconds: 10 };
/** In the `up` of the services one list and the lists of each service's pipes are awaited: a round takes a call for each. */
const roundSeconds = (21 / limit.calls) * limit.windowSeconds;
/** Where no limit is known, a wait looks every 5 s at the latest. */
const longestPauseSeconds = 5;

/** What was measured in simulated time. */
export function simulatedRows(results: Simulated): Row[] {
  const { refreshOfServices, refreshOfInstances, refreshOfConfigurations, refreshOfContents } = results;
  const { services, instances, oneReplica, nineReplicas } = results;
  const best = inEachWay((way) => [bestSeconds(way === "usual" ? usualWidth : wideWidth)]);
  const ratio = inEachWay((way) => services[way].map(({ seconds }) => seconds / (best[way][0] ?? 0)));
  const growth = inEachWay((way) =>
    nineReplicas[way].map(({ seconds }) => seconds / median(oneReplica[way], "seconds")),
  );
  return [
    row("Calls of a refresh of 50 services with 4 pipes each", refreshOfServices, { most: 51 }),
    row("Calls of a refresh of 100 instances with 2 replicas and a proxy each", refreshOfInstances, { most: 110 }),
    row(
      `Calls of a refresh of 20 services with ${configurationsEach} resources each that configure them`,
      refreshOfConfigurations,
      // The list of services, and each configuration by itself: no list tells of several.
      { most: 1 + 20 * configurationsEach },
    ),
    row(
      `Calls of a refresh of 20 instances with ${contentsEach} resources in each`,
      refreshOfContents,
      // Instances and their details, databases and users of each, and one list each of logs and of backups.
      { most: 2 + 20 * 2 + 2 },
    ),
    row("429 answers in `up` of 20 services and 40 pipes", each(services, "refused"), { most: 0 }),
    row("… calls", each(services, "calls")),
    row("… wall time", each(services, "seconds"), { unit: "s" }),
    row("… best schedule that the rate limit allows", best, { unit: "s" }),
    row("… wall time over the best schedule", ratio, { most: 1.1 }),
    ...lag("services", services, { token: "clickhouse:Service", leastSeconds: roundSeconds }),
    ...lag("pipes", services, { token: "clickhouse:ClickPipe", leastSeconds: roundSeconds }),
    row("`up` of 20 instances with 2 replicas and a proxy each: calls", each(instances, "calls")),
    row("… wall time", each(instances, "seconds"), { unit: "s" }),
    ...lag("instances, replicas and proxies", instances, { token: "gaussdb:", leastSeconds: longestPauseSeconds }),
    row("`up` of 1 read replica of an instance", each(oneReplica, "seconds"), { unit: "s" }),
    row("`up` of 9 read replicas of an instance over `up` of 1", growth, { most: 1.2 }),
  ];
}

function row(what: string, values: Ways<number>, { most, unit = "" }: { most?: number; unit?: string } = {}): Row {
  const { wide, usual, naive } = inEachWay((way) => figure(values[way], unit));
  return { what, figure: wide, usual, naive, ...(most === undefined ? {} : atMost(most, wide)) };
}

/**
 * How long after the end of an operation ours ends, which 95 in a hundred keep: in seconds, and over what is allowed, a
 * tenth of its duration or a round of looks.
 */
function lag(
  what: string,
  updates: Ways<Update>,
  { token, leastSeconds }: { token: string; leastSeconds: number },
): Row[] {
  const in95 = (measure: (ended: Update["ended"][number]) => number) =>
    inEachWay((way) =>
      updates[way].map(({ ended }) => percentile95(ended.filter((one) => one.token.startsWith(token)).map(measure))),
    );
  const lags = in95(({ lagSeconds }) => lagSeconds);
  const shares = in95(({ lagSeconds, seconds }) => lagSeconds / Math.max(seconds / 10, leastSeconds));
  return [
    row(`… lag at the end of ${what}, 95th percentile`, lags, { unit: "s" }),
    row("… that lag over a tenth of the duration or a polling round", shares, { most: 1 }),
  ];
}

function bestSeconds(width: number): number {
  const tasks = programs.services.map(({ token, name, after = [] }) => {
    const [first] = after;
    const seconds = token === "clickhouse:Service" ? serviceSeconds : pipeSeconds;
    return { name, seconds, ...(first === undefined ? {} : { after: first }) };
  });
  return bestSchedule(tasks, { ...limit, width });
}

type Count = "seconds" | "calls" | "refused";

function each(updates: Ways<Update>, count: Count): Ways<number> {
  return inEachWay((way) => updates[way].map((update) => update[count]));
}

function median(updates: readonly Update[], count: Count): number {
  return sampleOf(updates.map((update) => update[count])).median;
}

function inEachWay<T>(measure: (way: Way) => T): Record<Way, T> {
  return { wide: measure("wide"), usual: measure("usual"), naive: measure("naive") };
}
