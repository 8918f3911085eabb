import type { CallableFunction } from "../runtime/function.ts";
import { type Operations, operations } from "./api.gen.ts";
import type { ClickHouse } from "./clickhouse.ts";
import { type PrometheusSample, prometheusSamples } from "./prometheus.ts";

export { connect } from "./connection.ts";

type Reading<Args, Result> = CallableFunction<ClickHouse, keyof Operations, Args, Result>;
type ArgsOf<K extends keyof Operations> = Operations[K]["parameters"];
type ResultOf<K extends keyof Operations> = Operations[K]["result"];

/** Metrics as the service tells them, and read. */
export interface PrometheusMetrics {
  /** The metrics in the text format of Prometheus. */
  text: string;
  /** The samples in it. */
  samples: PrometheusSample[];
}

export interface MetricsArgs {
  /** Only the vendor's filtered list of metrics. */
  filteredMetrics?: boolean;
}

export interface ServiceMetricsArgs extends MetricsArgs {
  /** Service id. */
  serviceId: string;
}

export interface ServicesArgs {
  /** Only services with these tags; an empty value stands for any. */
  tags?: { [key: string]: string };
}

export interface RegionArgs {
  /** Cloud provider. */
  cloudProvider: "aws" | "gcp" | "azure" | (string & {});
  /** Region of the provider. */
  regionId: string;
}

export interface SchemaDiscoveryArgs {
  /** Id of the service that the data will go into. It must be running: looking does not wake it. */
  serviceId: string;
  /** Source to look into, as a pipe has it: `kafka` or `kinesis`. */
  source: NonNullable<Operations["discoverClickPipeSchema"]["body"]["source"]>;
}

/** What programs can ask ClickHouse Cloud without managing anything, by the names of the functions. */
export const functions = {
  getOrganizations: reading("listOrganizations"),
  getOrganization: reading("getOrganization"),
  getOrganizationPrivateEndpointConfig: {
    operation: "getOrganizationPrivateEndpointConfig",
    call: (cloud, { cloudProvider, regionId }) =>
      cloud.begin("getOrganizationPrivateEndpointConfig", { cloud_provider: cloudProvider, region_id: regionId }),
  } satisfies Reading<RegionArgs, ResultOf<"getOrganizationPrivateEndpointConfig">>,
  getOrganizationPrometheusMetrics: {
    operation: "getOrganizationPrometheusMetrics",
    call: async (cloud, args) => metrics(await cloud.begin("getOrganizationPrometheusMetrics", filtered(args))),
  } satisfies Reading<MetricsArgs, PrometheusMetrics>,
  getServices: {
    operation: "listServices",
    call: (cloud, { tags = {} }) => {
      const filter = Object.entries(tags).map(([key, value]) => (value === "" ? `tag:${key}` : `tag:${key}=${value}`));
      return filter.length === 0 ? cloud.services.list() : cloud.begin("listServices", { filter });
    },
  } satisfies Reading<ServicesArgs, ResultOf<"listServices">>,
  getService: reading("getService"),
  getPrivateEndpointConfig: reading("getPrivateEndpointConfig"),
  getServiceQueryEndpoint: reading("getServiceQueryEndpoint"),
  getPrometheusMetrics: {
    operation: "getPrometheusMetrics",
    call: async (cloud, { serviceId, ...args }) =>
      metrics(await cloud.begin("getPrometheusMetrics", { serviceId, ...filtered(args) })),
  } satisfies Reading<ServiceMetricsArgs, PrometheusMetrics>,
  getScalingSchedule: reading("getScalingSchedule"),
  getUpgradeWindow: reading("getUpgradeWindow"),
  getClickHouseSettings: reading("listClickHouseSettings"),
  getClickHouseSettingsSchema: reading("getClickHouseSettingsSchema"),
  getClickHouseSetting: reading("getClickHouseSetting"),
  getBackups: reading("listBackups"),
  getBackup: reading("getBackup"),
  getBackupConfiguration: reading("getBackupConfiguration"),
  getBackupBucket: reading("getBackupBucket"),
  getClickPipes: {
    operation: "listClickPipes",
    secretResults: ["*.source.objectStorage.connectionString"],
    call: (cloud, { serviceId }) => cloud.clickPipes(serviceId).list(),
  } satisfies Reading<ArgsOf<"listClickPipes">, ResultOf<"listClickPipes">>,
  // The document has this one in its answers, though the API has not been seen to tell it.
  getClickPipe: { ...reading("getClickPipe"), secretResults: ["source.objectStorage.connectionString"] },
  getClickPipeSettings: reading("getClickPipeSettings"),
  discoverClickPipeSchema: {
    operation: "discoverClickPipeSchema",
    secretArguments: [
      "source.kafka.credentials.password",
      "source.kafka.credentials.secretKey",
      "source.kafka.credentials.connectionString",
      "source.kafka.credentials.privateKey",
      "source.kafka.schemaRegistry.credentials.password",
      "source.kinesis.accessKey.secretKey",
    ],
    call: (cloud, { serviceId, source }) => cloud.begin("discoverClickPipeSchema", { serviceId, body: { source } }),
  } satisfies Reading<SchemaDiscoveryArgs, ResultOf<"discoverClickPipeSchema">>,
  getClickPipesCdcScaling: reading("getClickPipesCdcScaling"),
  getReversePrivateEndpoints: reading("listReversePrivateEndpoints"),
  getReversePrivateEndpoint: reading("getReversePrivateEndpoint"),
  getApiKeys: reading("listApiKeys"),
  getApiKey: reading("getApiKey"),
} as const;

/** Unlike `get`, `begin` fails when there is no such object, in the words of the cloud. */
function reading<K extends keyof Operations>(operation: K): Reading<ArgsOf<K>, ResultOf<K>> {
  if (operations[operation].method !== "GET") throw new Error(`${operation} does not just read.`);
  return { operation, call: (cloud, args) => cloud.begin(operation, args as never) };
}

function filtered({ filteredMetrics }: MetricsArgs): { filtered_metrics?: "true" | "false" } {
  return filteredMetrics === undefined ? {} : { filtered_metrics: filteredMetrics ? "true" : "false" };
}

/** An empty text counts as an answer without content. */
function metrics(answer: unknown): PrometheusMetrics {
  const text = typeof answer === "string" ? answer : "";
  return { text, samples: prometheusSamples(text) };
}
