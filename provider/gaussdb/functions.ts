import type { CallableFunction } from "../runtime/function.ts";
import { type Operations, operations } from "./api.gen.ts";
import { asked } from "./functions/arguments.ts";
import { plain } from "./functions/spelling.ts";
import type { GaussDb } from "./gaussdb.ts";
import { chunks, pages, pagesAfter } from "./pages.ts";
import type { Queries } from "./queries.gen.ts";

export { connect } from "./connection.ts";

type Name = keyof Queries & keyof Operations;
type Query<K extends Name, Result> = CallableFunction<GaussDb, K, Queries[K]["args"], Result>;
type ResultOf<K extends Name> = Queries[K]["result"];
type Member<K extends Name> = keyof ResultOf<K> & string;
type Content<K extends Name, M extends Member<K>> = NonNullable<ResultOf<K>[M]>;
type Items<K extends Name, M extends Member<K>> = Content<K, M> extends readonly (infer Item)[] ? Item[] : never;
/** What of a query's arguments the function gives. */
type Given = Readonly<Record<string, unknown>>;

const gaussDb = { database_name: "gaussdb-mysql" };
/** The longest page of most lists. */
const hundred = { limit: 100, offset: 0 };
/** Some lists want texts. */
const hundredAsText = { limit: "100", offset: "0" };
const fiftyAsText = { limit: "50", offset: "0" };
/** So many instances one call tells the details of. */
const detailed = 20;

/**
 * What programs can ask GaussDB(for MySQL) without managing anything, by the names of the functions. The checks of a
 * replication (4.15.16, 4.16.9, 4.16.10) are left to its resource: they leave a task or settings behind.
 */
export const functions = {
  getEngineVersions: part("listDatabaseEngineVersions", "datastores", gaussDb),
  getFlavors: part("listDatabaseFlavors", "flavors", gaussDb),
  getDedicatedResources: paged("listDedicatedResources", "resources"),
  getDedicatedResource: whole("getDedicatedResource"),
  getInstances: paged("listInstances", "instances"),
  getInstance: part("getInstance", "instance"),
  getInstanceDetails: {
    operation: "listInstanceDetails",
    async call(cloud, { instanceIds }) {
      const ask = (some: readonly string[]) => query(cloud, "listInstanceDetails", { instanceIds: some }, {});
      const answers = await Promise.all(chunks(instanceIds, detailed).map(ask));
      return answers.flatMap(({ instances = [] }) => instances);
    },
  } satisfies Query<"listInstanceDetails", Items<"listInstanceDetails", "instances">>,
  getInstanceDatabaseVersion: whole("getInstanceDatabaseVersion"),
  getInstanceEip: whole("getInstanceEip"),
  getInstanceMonitorPolicy: whole("getInstanceMonitorPolicy"),
  getAutoScalingPolicy: whole("getAutoScalingPolicy"),
  getAutoScalingHistory: paged("listAutoScalingHistory", "records", hundredAsText),
  checkResource: whole("checkResource"),
  getRecyclePolicy: part("getRecyclePolicy", "recyclePolicy"),
  getRecycleInstances: paged("listRecycleInstances", "instances"),

  getFullBackups: paged("listFullBackups", "backups", hundredAsText),
  getIncrementalBackups: paged("listIncrementalBackups", "backups", fiftyAsText),
  getBackupPolicy: part("getAutomatedBackupPolicy", "backupPolicy"),
  getBackupEncryptionStatus: whole("getBackupEncryptionStatus"),
  getRestorableTimeRanges: part("listRestorableTimeRanges", "restoreTimes"),
  getRestorableTables: part("listRestorableTables", "databases"),

  getParameterTemplates: paged("listParameterTemplates", "configurations"),
  getParameterTemplate: whole("getParameterTemplate"),
  compareParameterTemplates: part("compareParameterTemplates", "differences"),
  getApplicableInstances: paged("listApplicableInstances", "instances"),
  getParameterChangeHistory: paged("listParameterChangeHistory", "histories"),
  getParameterTemplateApplyHistory: paged("listParameterTemplateApplyHistory", "histories"),
  getInstanceParameters: paged("getInstanceParameters", "parameterValues"),

  getInstanceQuotas: {
    operation: "listInstanceQuotas",
    call: async (cloud, args) => (await query(cloud, "listInstanceQuotas", args, {})).quotas?.resources ?? [],
  } satisfies Query<"listInstanceQuotas", NonNullable<Content<"listInstanceQuotas", "quotas">["resources"]>>,
  getEnterpriseProjectQuotas: paged("listEnterpriseProjectQuotas", "quotaList", hundredAsText),
  getEnterpriseProjects: paged("listEnterpriseProjects", "enterpriseProjects"),

  getProxies: paged("listProxies", "proxyList"),
  getProxyFlavors: part("listProxyFlavors", "proxyFlavorGroups"),
  getProxyAccessControl: whole("getProxyAccessControl"),
  getProxyVersion: whole("getProxyVersion", { engine_name: "taurusproxy" }),
  getProxyConfigurations: paged("listProxyConfigurations", "configurations"),

  getFullSqlSwitchStatus: whole("getFullSqlSwitchStatus"),
  getFullSqlDownloadLinks: {
    ...followed("getFullSqlDownloadLinks", "files", { limit: 50 }, ["last_file_name", "name"]),
    secretResults: ["*.downloadLink"],
  },
  getSlowLogs: followed("listSlowLogDetails", "slowLogList", { limit: 100 }, ["line_num", "lineNum"]),
  getErrorLogs: followed("listErrorLogDetails", "errorLogList", { limit: 100 }, ["line_num", "lineNum"]),
  getSlowLogMaskingStatus: whole("getSlowLogMaskingStatus"),
  getLtsLogConfigs: paged("listLtsLogConfigs", "instanceLtsConfigs", hundredAsText),

  getInstanceTags: paged("listResourceTags", "tags"),
  getProjectTags: paged("listProjectTags", "tags"),
  getDatabaseUsers: paged("listDatabaseUsers", "users"),
  getDatabases: paged("listDatabases", "databases"),
  getDatabaseCharsets: part("listDatabaseCharsets", "charsets"),
  getSqlThrottlingSwitchStatus: whole("getSqlThrottlingSwitchStatus"),
  getSqlThrottlingRules: part("listSqlThrottlingRules", "sqlFilterRules"),

  getJob: part("getJob", "job"),
  getImmediateJobs: paged("listImmediateJobs", "jobs", fiftyAsText),
  getScheduledJobs: paged("listScheduledJobs", "schedules", fiftyAsText),
  getAbnormalInstanceCounts: part("listAbnormalInstanceCounts", "diagnosisInfo"),
  getAbnormalInstances: paged("listAbnormalInstances", "instanceInfos"),

  getHtapDatastores: part("listHtapDatastores", "datastores"),
  getHtapStorageTypes: part("listHtapStorageTypes", "storageType"),
  getHtapFlavors: part("listHtapFlavors", "flavors"),
  getHtapInstances: whole("listHtapInstances"),
  getStarRocksInstance: {
    operation: "getStarRocksInstance",
    async call(cloud, args) {
      const [instance] = (await query(cloud, "getStarRocksInstance", args, {})).instances ?? [];
      if (instance === undefined) throw new Error(`There is no StarRocks instance ${args.starRocksInstanceId}.`);
      return instance;
    },
  } satisfies Query<"getStarRocksInstance", Items<"getStarRocksInstance", "instances">[number]>,
  checkStarRocksResource: whole("checkStarRocksResource"),
  getStarRocksReplications: paged("listStarRocksReplications", "replications", hundredAsText),
  getStarRocksReplicationConfiguration: whole("getStarRocksReplicationConfiguration"),
  getStarRocksReplicationDatabaseParameters: part("listStarRocksReplicationDatabaseParameters", "dbParameters"),
  getStarRocksDatabases: paged("listStarRocksDatabases", "databases", hundredAsText),
  getStarRocksDatabaseUsers: paged("listStarRocksDatabaseUsers", "userDetails"),

  getClickHouseInstance: part("getClickHouseInstance", "instance"),
  getClickHouseReplications: paged("listClickHouseReplications", "replications"),
  getClickHouseReplicationConfig: whole("getClickHouseReplicationConfig"),
  getClickHouseReplicationDatabaseParameters: part("listClickHouseReplicationDatabaseParameters", "dbParameters"),
  getClickHouseDatabases: paged("listClickHouseDatabases", "databases"),
  getClickHouseDatabaseUsers: paged("listClickHouseDatabaseUsers", "userDetails"),
  getClickHouseLogNodes: part("listClickHouseLogNodes", "nodeList"),
  getClickHouseSlowLogs: followed("listClickHouseSlowLogs", "slowLogList", { limit: 100 }, ["line_num", "lineNum"]),
  getClickHouseSlowLogMasking: whole("getClickHouseSlowLogMasking"),
  getClickHouseLtsConfigs: paged("listClickHouseLtsConfigs", "instanceLtsConfigs"),
} as const;

/** Answers what the operation answers. */
function whole<K extends Name>(operation: K, given: Given = {}): Query<K, ResultOf<K>> {
  return { operation, given: Object.keys(given), call: (cloud, args) => query(cloud, operation, args, given) };
}

/** Answers a part of what the operation answers: the rest says nothing more. */
function part<K extends Name, M extends Member<K>>(
  operation: K,
  member: M,
  given: Given = {},
): Query<K, Content<K, M>> {
  return {
    operation,
    given: Object.keys(given),
    call: async (cloud, args) => contentOf(operation, member, await query(cloud, operation, args, given)),
  };
}

/** Answers all pages of a list. */
function paged<K extends Name, M extends Member<K>>(
  operation: K,
  member: M,
  page:
    | { readonly limit: number; readonly offset: number }
    | { readonly limit: string; readonly offset: string } = hundred,
): Query<K, Items<K, M>> {
  return {
    operation,
    given: Object.keys(page),
    call: async (cloud, args) =>
      (await pages(Number(page.limit), async (number) => {
        const offset = typeof page.offset === "string" ? String(number) : number;
        return listOf(operation, member, await query(cloud, operation, args, { ...page, offset }));
      })) as never,
  };
}

/** Answers all pages of a list that goes on after an item; `place` says how the argument and the item name where. */
function followed<K extends Name, M extends Member<K>>(
  operation: K,
  member: M,
  page: { readonly limit: number },
  [argument, name]: readonly [argument: string, name: string],
): Query<K, Items<K, M>> {
  const placeOf = (item: unknown) => (item as Readonly<Record<string, unknown>>)[name];
  return {
    operation,
    given: [...Object.keys(page), argument],
    call: async (cloud, args) =>
      (await pagesAfter(page.limit, placeOf, async (place) => {
        const after = place === undefined ? {} : { [argument]: place };
        return listOf(operation, member, await query(cloud, operation, args, { ...page, ...after }));
      })) as never,
  };
}

/** Unlike `get`, `begin` fails when there is no such object, in the words of the cloud. */
async function query<K extends Name>(cloud: GaussDb, operation: K, args: object, given: Given): Promise<ResultOf<K>> {
  const all = Object.entries({ ...asked(args), ...given });
  const { method, path } = operations[operation];
  const isParameter = ([name]: [string, unknown]) => method === "GET" || path.includes(`{${name}}`);
  const body = all.filter((argument) => !isParameter(argument));
  const sent = {
    ...Object.fromEntries(all.filter(isParameter)),
    ...(method === "GET" ? {} : { body: Object.fromEntries(body) }),
  };
  return plain(operation, await cloud.begin(operation, sent as never)) as ResultOf<K>;
}

function contentOf<K extends Name, M extends Member<K>>(operation: K, member: M, answer: ResultOf<K>): Content<K, M> {
  const content = answer[member];
  if (content === undefined || content === null) throw new Error(`${operation} has answered nothing.`);
  return content;
}

function listOf<K extends Name, M extends Member<K>>(operation: K, member: M, answer: ResultOf<K>): readonly unknown[] {
  return contentOf(operation, member, answer) as readonly unknown[];
}
