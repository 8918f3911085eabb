import type { Cloud } from "../http/cloud.ts";
import type { Collection } from "../http/collection.ts";
import type { JointWork } from "../http/together.ts";
import { definitions } from "../runtime/resource.ts";
import type { Operations } from "./api.gen.ts";

type ListItem<K extends keyof Operations, P extends keyof Operations[K]["result"]> =
  NonNullable<Operations[K]["result"][P]> extends readonly (infer T)[] ? T : never;

export type InstanceDetail = NonNullable<Operations["getInstance"]["result"]["instance"]>;
export type InstanceSummary = ListItem<"listInstances", "instances">;
export type TemplateSummary = ListItem<"listParameterTemplates", "configurations">;
export type Job = ListItem<"listImmediateJobs", "jobs">;
export type ClickHouseLtsConfigs = ListItem<"listClickHouseLtsConfigs", "instance_lts_configs">;
export type ClickHouseReplication = ListItem<"listClickHouseReplications", "replications">;
export type ClickHouseUser = ListItem<"listClickHouseDatabaseUsers", "user_details">;
export type DatabaseItem = ListItem<"listDatabases", "databases">;
export type DatabaseUserItem = ListItem<"listDatabaseUsers", "users">;
export type EnterpriseProjectQuotas = ListItem<"listEnterpriseProjectQuotas", "quota_list">;
export type HtapInstance = ListItem<"listHtapInstances", "instances">;
export type LtsConfigs = ListItem<"listLtsLogConfigs", "instance_lts_configs">;
export type StarRocksUser = ListItem<"listStarRocksDatabaseUsers", "user_details">;
export type StarRocksReplication = ListItem<"listStarRocksReplications", "replications">;
export type Backup = ListItem<"listFullBackups", "backups">;
export type ProxyDetail = ListItem<"listProxies", "proxy_list">;

/** What a change may have started. */
export interface Started {
  readonly job_id?: string | null;
  readonly workflow_id?: string | null;
  readonly order_id?: string | null;
}

/** GaussDB(for MySQL) in one project of one region. */
export interface GaussDb extends Cloud<Operations> {
  readonly region: string;
  readonly projectId: string;
  /** Returns when the jobs that a change has started are over; a failed one throws. An order has no job. */
  finished(answer: Started, what: string, usual?: string): Promise<void>;
  /**
   * Runs work while no other operation of this process changes the instance; `cloud` holds the turn already. `minutes`
   * is how long it usually takes. Default 1, as for a single change.
   */
  exclusively<T>(
    instanceId: string,
    work: (cloud: GaussDb) => Promise<T>,
    usual?: { readonly minutes: number },
  ): Promise<T>;
  /** Takes part in work that one turn at the instance does for all operations that ask for it at nearly the same time. */
  together<In, Out>(work: JointWork<GaussDb, In, Out>, instanceId: string, input: In): Promise<Out>;
  readonly instances: Collection<InstanceDetail>;
  /** Instances as the list shows them: it tells some things that the details do not. */
  readonly instanceSummaries: Collection<InstanceSummary>;
  /** Any job by its id; the list has those that run on an instance. */
  readonly jobs: Collection<Job>;
  readonly parameterTemplates: Collection<TemplateSummary>;
  readonly backups: Collection<Backup>;
  proxies(instanceId: string): Collection<ProxyDetail>;
  /** By name. */
  databases(instanceId: string): Collection<DatabaseItem>;
  /** By `<name>@<host>`. */
  databaseUsers(instanceId: string): Collection<DatabaseUserItem>;
  /** By the id of the enterprise project. */
  readonly enterpriseProjectQuotas: Collection<EnterpriseProjectQuotas>;
  /** By the id of the instance. */
  readonly ltsConfigs: Collection<LtsConfigs>;
  /** StarRocks and ClickHouse instances of an instance. */
  htapInstances(instanceId: string): Collection<HtapInstance>;
  /** By name, of a ClickHouse instance by its own id. */
  clickHouseUsers(clickHouseId: string): Collection<ClickHouseUser>;
  /** By the name of the database, of a ClickHouse instance by its own id. */
  clickHouseReplications(clickHouseId: string): Collection<ClickHouseReplication>;
  /** By the own id of the ClickHouse instance. */
  readonly clickHouseLtsConfigs: Collection<ClickHouseLtsConfigs>;
  /** By name, of a StarRocks instance by its own id. */
  starRocksUsers(starRocksId: string): Collection<StarRocksUser>;
  /** By the name of the task, of a StarRocks instance by its own id. */
  starRocksReplications(starRocksId: string): Collection<StarRocksReplication>;
}

/** A resource's schema is read without the code that calls the cloud. */
export const { aspect, resource } = definitions<GaussDb>(async (configuration) => {
  const { connect } = await import("./connection.ts");
  return connect(configuration);
});
