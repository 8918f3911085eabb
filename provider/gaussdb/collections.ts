import { listIn, unreadable } from "../http/answer.ts";
import type { Args } from "../http/api.ts";
import type { Cloud } from "../http/cloud.ts";
import type { Source } from "../http/collection.ts";
import { CloudError } from "../http/errors.ts";
import type { Operation } from "../http/operation.ts";
import type { Operations } from "./api.gen.ts";
import { isHidden } from "./error-codes.ts";
import type {
  Backup,
  ClickHouseLtsConfigs,
  ClickHouseReplication,
  ClickHouseUser,
  DatabaseItem,
  DatabaseUserItem,
  EnterpriseProjectQuotas,
  HtapInstance,
  InstanceDetail,
  InstanceSummary,
  Job,
  LtsConfigs,
  ProxyDetail,
  StarRocksReplication,
  StarRocksUser,
  TemplateSummary,
} from "./gaussdb.ts";
import { chunks, pages } from "./pages.ts";

/** The cloud for calls that several operations share. */
export type Reads = (running: Operation) => Pick<Cloud<Operations>, "get">;

const page = 100;
/** So many instances one call tells the details of. */
const detailed = 20;
const jobsPage = 50;

export function instancesOf(reads: Reads): Source<InstanceDetail> {
  const details = async (ids: readonly string[], running: Operation) => {
    // One id that is refused would hide the others: each is asked for by itself then.
    const found = await reads(running)
      .get("listInstanceDetails", { instance_ids: ids.join(",") })
      .catch(unlessHidden);
    return found?.instances ?? [];
  };
  const several = async (ids: readonly string[], running: Operation) =>
    (await Promise.all(chunks(ids, detailed).map((some) => details(some, running)))).flat();
  return {
    async one(id, running) {
      try {
        const instance = (await reads(running).get("getInstance", { instance_id: id }))?.instance;
        return instance?.id ? instance : undefined;
      } catch (error) {
        if (await isAbsent(reads, running, id, error)) return undefined;
        throw error;
      }
    },
    several,
    all: async (running) =>
      several(
        (await summaries(reads, running)).map(({ id }) => id),
        running,
      ),
    idOf: ({ id }) => id,
  };
}

export function instanceSummariesOf(reads: Reads): Source<InstanceSummary> {
  return {
    async one(id, running) {
      return (await reads(running).get("listInstances", { id }))?.instances?.find((item) => item.id === id);
    },
    all: (running) => summaries(reads, running),
    idOf: ({ id }) => id,
  };
}

export function backupsOf(reads: Reads): Source<Backup> {
  return {
    async one(id, running) {
      const found = (await reads(running).get("listFullBackups", { backup_id: id }))?.backups ?? [];
      return found.find((backup) => backup.id === id);
    },
    all: (running) =>
      pages(page, async (offset) => {
        const asked = { limit: `${page}`, offset: `${offset}` };
        return (await reads(running).get("listFullBackups", asked))?.backups ?? [];
      }),
    idOf: ({ id }) => id,
  };
}

export function templatesOf(reads: Reads): Source<TemplateSummary> {
  const all = (running: Operation) =>
    pages(page, async (offset) => {
      return (await reads(running).get("listParameterTemplates", { offset, limit: page }))?.configurations ?? [];
    });
  return searched("listParameterTemplates", all, ({ id }) => id);
}

export function proxiesOf(reads: Reads, instanceId: string): Source<ProxyDetail> {
  const all = (running: Operation) =>
    pages(page, async (offset) => {
      const asked = { instance_id: instanceId, limit: page, offset };
      return (await reads(running).get("listProxies", asked))?.proxy_list ?? [];
    });
  return searched("listProxies", all, (item) => item.proxy?.pool_id ?? "");
}

export function databasesOf(reads: Reads, instanceId: string): Source<DatabaseItem> {
  const all = inInstance(reads, instanceId, async (offset, running) => {
    const asked = { instance_id: instanceId, limit: page, offset };
    return (await reads(running).get("listDatabases", asked))?.databases;
  });
  return searched("listDatabases", all, ({ name = "" }) => name);
}

export function databaseUsersOf(reads: Reads, instanceId: string): Source<DatabaseUserItem> {
  const all = inInstance(reads, instanceId, async (offset, running) => {
    const asked = { instance_id: instanceId, limit: page, offset };
    return (await reads(running).get("listDatabaseUsers", asked))?.users;
  });
  return searched("listDatabaseUsers", all, ({ name, host }) =>
    isText(name) && isText(host) ? `${name}@${host}` : "",
  );
}

export function enterpriseProjectQuotasOf(reads: Reads): Source<EnterpriseProjectQuotas> {
  const all = (running: Operation) =>
    pages(page, async (offset) => {
      const asked = { limit: `${page}`, offset: `${offset}` };
      return (await reads(running).get("listEnterpriseProjectQuotas", asked))?.quota_list ?? [];
    });
  return searched("listEnterpriseProjectQuotas", all, (item) => item.enterprise_project_id);
}

export function ltsConfigsOf(reads: Reads): Source<LtsConfigs> {
  const operation = "listLtsLogConfigs";
  const some = async (asked: Args<Operations[typeof operation]>, running: Operation) => {
    const found = (await reads(running).get(operation, asked))?.instance_lts_configs ?? [];
    return toldApart(operation, withLogs(operation, found), idOf);
  };
  const all = (running: Operation) => pages(page, (offset) => some({ limit: `${page}`, offset: `${offset}` }, running));
  const idOf = ({ instance }: LtsConfigs) => instance?.id ?? "";
  return {
    all,
    one: async (id, running) => (await some({ instance_id: id }, running)).find((item) => idOf(item) === id),
    idOf,
  };
}

export function htapInstancesOf(reads: Reads, instanceId: string): Source<HtapInstance> {
  const all = async (running: Operation) =>
    (await reads(running).get("listHtapInstances", { instance_id: instanceId }))?.instances ?? [];
  return searched("listHtapInstances", all, ({ id }) => id);
}

export function clickHouseUsersOf(reads: Reads, clickHouseId: string): Source<ClickHouseUser> {
  const all = (running: Operation) =>
    pages(page, async (offset) => {
      const asked = { instance_id: clickHouseId, limit: page, offset };
      return (await reads(running).get("listClickHouseDatabaseUsers", asked))?.user_details ?? [];
    });
  return searched("listClickHouseDatabaseUsers", all, (user) => user.user_name ?? "");
}

export function clickHouseReplicationsOf(reads: Reads, clickHouseId: string): Source<ClickHouseReplication> {
  const all = (running: Operation) =>
    pages(page, async (offset) => {
      const asked = { instance_id: clickHouseId, limit: page, offset };
      return (await reads(running).get("listClickHouseReplications", asked))?.replications ?? [];
    });
  // Some answers leave the source out; the copy has its name (4.16.24).
  return searched(
    "listClickHouseReplications",
    all,
    ({ source_database, target_database }) => target_database ?? source_database ?? "",
  );
}

export function clickHouseLtsConfigsOf(reads: Reads): Source<ClickHouseLtsConfigs> {
  const operation = "listClickHouseLtsConfigs";
  const all = (running: Operation) =>
    pages(page, async (offset) => {
      const found = (await reads(running).get(operation, { limit: page, offset }))?.instance_lts_configs ?? [];
      return withLogs(operation, found);
    });
  return searched(operation, all, ({ instance }) => instance?.id ?? "");
}

/** The log configurations of instances. What cannot be told by its kind of log says nothing of what is missing. */
function withLogs<T extends LtsConfigs | ClickHouseLtsConfigs>(operation: string, instances: readonly T[]): T[] {
  for (const { lts_configs } of instances)
    toldApart(operation, [...listIn(operation, lts_configs, "object")], ({ log_type = "" }) => log_type);
  return [...instances];
}

export function starRocksUsersOf(reads: Reads, starRocksId: string): Source<StarRocksUser> {
  const all = (running: Operation) =>
    pages(page, async (offset) => {
      const asked = { instance_id: starRocksId, limit: page, offset };
      return (await reads(running).get("listStarRocksDatabaseUsers", asked))?.user_details ?? [];
    });
  return searched("listStarRocksDatabaseUsers", all, (user) => user.user_name ?? "");
}

export function starRocksReplicationsOf(reads: Reads, starRocksId: string): Source<StarRocksReplication> {
  const all = (running: Operation) =>
    pages(page, async (offset) => {
      const asked = { instance_id: starRocksId, limit: `${page}`, offset: `${offset}` };
      return (await reads(running).get("listStarRocksReplications", asked))?.replications ?? [];
    });
  return searched("listStarRocksReplications", all, (replication) => replication.task_name ?? "");
}

/** The list has the jobs that run (4.13.2): one that it does not show has ended, or cannot be seen yet (4.13.1). */
export function jobsOf(reads: Reads): Source<Job> {
  return {
    async one(id, running) {
      const job = (await reads(running).get("getJob", { id }))?.job;
      return job && { ...job, job_id: id, instance_id: job.instance?.id ?? "" };
    },
    all: (running) =>
      pages(jobsPage, async (offset) => {
        const asked = { status: "Running", limit: `${jobsPage}`, offset: `${offset}` } as const;
        return (await reads(running).get("listImmediateJobs", asked))?.jobs ?? [];
      }),
    idOf: ({ job_id }) => job_id,
  };
}

function summaries(reads: Reads, running: Operation): Promise<InstanceSummary[]> {
  return pages(page, async (offset) => {
    return (await reads(running).get("listInstances", { offset, limit: page }))?.instances ?? [];
  });
}

/** What lives in an instance. It is gone with it: where the cloud may mean that, the list of instances tells. */
function inInstance<T>(
  reads: Reads,
  instanceId: string,
  read: (offset: number, running: Operation) => Promise<readonly T[] | undefined>,
): Source<T>["all"] {
  return (running) =>
    pages(page, async (offset) => (await read(offset, running)) ?? []).catch(async (error: unknown) => {
      if (await isAbsent(reads, running, instanceId, error)) return [];
      throw error;
    });
}

async function isAbsent(reads: Reads, running: Operation, instanceId: string, error: unknown): Promise<boolean> {
  return isHiddenError(error) && !(await summaries(reads, running)).some(({ id }) => id === instanceId);
}

/** For objects that only the list shows. */
function searched<T>(
  operation: string,
  list: (running: Operation) => Promise<T[]>,
  idOf: (item: T) => string,
): Source<T> {
  const all = async (running: Operation) => toldApart(operation, await list(running), idOf);
  return { all, idOf };
}

/** One item without a text by which it is told apart, and a list says nothing of what is missing in it. */
function toldApart<T>(operation: string, items: T[], idOf: (item: T) => string): T[] {
  if (items.every((item) => isText(idOf(item)))) return items;
  throw new CloudError({ operation, summary: unreadable });
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function unlessHidden(error: unknown): undefined {
  if (isHiddenError(error)) return undefined;
  throw error;
}

function isHiddenError(error: unknown): boolean {
  return error instanceof CloudError && isHidden(error.code);
}
