import type { Answer, Call } from "../cloud.ts";
import { organizationOf, pipesOf, serviceOf } from "./lookup.ts";
import type { Service } from "./store.ts";
import type { Handlers, World } from "./world.ts";

type Labels = Readonly<Record<string, string>>;

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "untyped" | "gauge" | "counter";
  /** Whether it is in the filtered list. */
  readonly essential: boolean;
  samples(world: World, service: Service): readonly { labels: Labels; value: number }[];
}

export function metricsHandlers(world: World): Handlers {
  return {
    getPrometheusMetrics: (call) => answer(world, call, [serviceOf(world, call)]),
    getOrganizationPrometheusMetrics: (call) => {
      organizationOf(world, call);
      return answer(world, call, [...world.store.services.values()]);
    },
  };
}

const metrics: readonly Metric[] = [
  {
    name: "ClickHouse_ServiceInfo",
    help: "Information about the service.",
    type: "untyped",
    essential: true,
    samples: (_, { state }) => [{ labels: { clickhouse_cluster_status: state }, value: 1 }],
  },
  {
    name: "ClickHouseProfileEvents_Query",
    help: "Number of queries.",
    type: "counter",
    essential: true,
    samples: ({ clock }, service) =>
      replicasOf(service).map((hostname) => ({
        labels: { hostname },
        value: Math.floor((clock.now() - service.createdAt) / 1000),
      })),
  },
  {
    name: "ClickHouseMetrics_MemoryTracking",
    help: "Total amount of memory, in bytes, allocated by the server.",
    type: "gauge",
    essential: false,
    samples: (_, service) =>
      replicasOf(service).map((hostname) => ({
        labels: { hostname },
        value: service.minReplicaMemoryGb * 2 ** 28,
      })),
  },
  {
    name: "ClickPipes_Info",
    help: "Information about the ClickPipe.",
    type: "gauge",
    essential: true,
    samples: (world, service) =>
      pipesOf(world, service).map(({ id, name, state, kind }) => ({
        labels: { clickpipe_id: id, clickpipe_name: name, clickpipe_status: state, clickpipe_source: kind },
        value: 1,
      })),
  },
];

/** Servers that can be asked: a service that does not run has none, and is not woken. */
function replicasOf({ id, state, numReplicas }: Service): string[] {
  const runs = state === "running" || state === "partially_running" || state === "degraded";
  return Array.from({ length: runs ? numReplicas : 0 }, (_, replica) => `c-${id.slice(0, 8)}-server-${replica}`);
}

/** The text format of Prometheus, without the envelope. */
function answer(world: World, { path, query }: Call, services: readonly Service[]): Answer {
  const shown = metrics.filter(({ essential }) => essential || query.filtered_metrics !== "true");
  const lines = shown.flatMap((metric) => {
    const samples = services.flatMap((service) => samplesOf(world, metric, service, String(path.organizationId)));
    if (samples.length === 0) return [];
    return [`# HELP ${metric.name} ${metric.help}`, `# TYPE ${metric.name} ${metric.type}`, ...samples];
  });
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: `${lines.join("\n")}\n` };
}

function samplesOf(world: World, metric: Metric, service: Service, organizationId: string): string[] {
  const common = {
    clickhouse_org: organizationId,
    clickhouse_service: service.id,
    clickhouse_service_name: service.name,
  };
  return metric.samples(world, service).map(({ labels, value }) => {
    const pairs = Object.entries({ ...common, ...labels }).map(([label, given]) => `${label}="${escaped(given)}"`);
    return `${metric.name}{${pairs.join(",")}} ${value}`;
  });
}

/** Label values may hold anything, but not what ends them. */
function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
