import { afterEach, expect, it } from "vitest";
import { documentedRequests } from "./answers.ts";
import { type InstanceView, proxyBody, region, startCloud, type TestCloud } from "./cloud.ts";

const requests = documentedRequests([
  "datastores",
  "flavors",
  "instances",
  "backups",
  "parameter-templates",
  "quotas",
  "proxies",
  "logs",
  "tags",
  "database-users",
  "databases",
  "sql-throttling",
  "tasks",
  "diagnosis",
]);

/** Requests that the cloud refuses, and why. */
const refused: Record<string, { code: string; reason: string }> = {
  "updateInstanceInternalIp change": { code: "DBS.05000044", reason: "the address is masked in the document" },
  "enableProxy readonly": { code: "DBS.280404", reason: "the first node id has 37 characters" },
  "switchoverInstance success": { code: "DBS.280404", reason: "the node id has 35 characters" },
  "restoreBackupToExistingInstance backupToCurrentInstance": {
    code: "DBS.201203",
    reason: "the backup id has 37 characters",
  },
  "setSqlThrottlingRules set": { code: "DBS.280404", reason: "the second node id has 37 characters" },
  "deleteSqlThrottlingRules delete": { code: "DBS.280404", reason: "the second node id has 37 characters" },
};

/** The days of the document: its examples tell times from November 2022 to the beginning of August 2023. */
const [firstDay, lastDay] = [Date.parse("2022-11-01T00:00:00Z"), Date.parse("2023-08-02T00:00:00Z")];

const account = { name: "gaussdb_mysql_user1", host: "127.0.0.1" };
const prePaid = { charge_info: { charge_mode: "prePaid", period_type: "month", period_num: 1, is_auto_pay: "true" } };
const longKept = { backup_policy: { start_time: "19:00-20:00", keep_days: 732, period: "1,2,3,4,5,6,7" } };

let cloud: TestCloud;
let ids: Record<string, string>;

afterEach(() => cloud.simulator.close());

/** What must be there, or must not, before a request makes sense; the cloud already holds what most of them need. */
const before: Record<string, () => unknown> = {
  createDatabases: () => cloud.simulator.admin.remove("huawei", "databases", "test"),
  createDatabaseUsers: () => cloud.simulator.admin.remove("huawei", "databaseUsers", `${account.name}@${account.host}`),
  updateInstanceDns: () => cloud.finish("POST", `/v3/instances/${ids.in07}/dns`, { dns_type: "private" }),
  batchDeleteLtsLogConfigs: () =>
    cloud.send("POST", "/v3/logs/lts-configs", {
      log_configs: [{ instance_id: ids.in07, log_type: "error_log", lts_group_id: "group", lts_stream_id: "stream" }],
    }),
  cancelScheduledJobs: () => schedule(),
  deleteScheduledJob: () => schedule(),
  listScheduledJobs: () => schedule(),
  unbindPublicIp: () => bindPublicIp(),
  getInstanceEip: () => bindPublicIp(),
  getJob: () => restart(),
  deleteJobRecord: () => restart(),
  listRecycleInstances: async () => {
    const other = await cloud.createInstance({ name: "other" });
    await cloud.finish("DELETE", `/v3/instances/${other.id}`);
  },
  deleteParameterTemplate: () => undefined,
};

async function schedule() {
  // The window of the evening is hours away.
  const { body } = await cloud.send("POST", `/v3/instances/${ids.in07}/restart`, { delay: true });
  ids.job = String(body.job_id);
}

async function restart() {
  const { body } = await cloud.finish("POST", `/v3/instances/${ids.in07}/restart`);
  ids.job = String(body.job_id);
}

function bindPublicIp() {
  const eip = { public_ip: "10.154.217.42", public_ip_id: "8c1fbb0c-1f1c-4a0d-9d8c-7d2b0b5a1c11" };
  return cloud.finish("PUT", `/v3/instances/${ids.in07}/public-ips/bind`, eip);
}

/** A cloud with an instance that has databases, a user, replicas, a proxy and a backup, and that is months old. */
async function start() {
  cloud = await startCloud({ start: new Date(firstDay) });
  const created = await cloud.createInstance({ slave_count: 3, flavor_ref: "gaussdb.mysql.large.arm.4", ...prePaid });
  const path = `/v3/instances/${created.id}`;
  await cloud.send("PUT", `${path}/backups/policy/update`, longKept);
  await cloud.finish("POST", `${path}/proxy`, { ...proxyBody, node_num: 4 });
  const databases = ["test", "test_db_1", account.name].map((name) => ({ name, character_set: "utf8mb4" }));
  await cloud.finish("POST", `${path}/databases`, { databases });
  cloud.simulator.admin.change("huawei", "databases", "test_db_1", { tables: ["t3"] });
  const privilege = { name: "test", readonly: false };
  await cloud.finish("POST", `${path}/db-users`, {
    users: [{ name: account.name, hosts: [account.host], password: "Rds_1234", databases: [privilege] }],
  });
  const backup = await cloud.finish<{ backup: { id: string } }>("POST", "/v3/backups/create", {
    instance_id: created.id,
    name: "backup-1",
  });
  ids = { ...(await objectIds(created)), br07: backup.body.backup.id };
  const hours = Math.ceil((lastDay - firstDay) / 3600_000);
  cloud.advance(hours * 3600);
}

async function objectIds({ id, nodes, configuration_id }: InstanceView): Promise<Record<string, string>> {
  const template = await cloud.send<{ configurations: { id: string } }>("POST", "/v3/configurations", { name: "mine" });
  const proxies = await cloud.send<{ proxy_list: { proxy: { pool_id: string } }[] }>(
    "GET",
    `/v3/instances/${id}/proxies`,
  );
  return {
    in07: id,
    no07: nodes.find(({ type }) => type === "slave")?.id ?? "",
    pr07: template.body.configurations.id,
    current: configuration_id,
    po01: proxies.body.proxy_list[0]?.proxy.pool_id ?? "",
    pool: "1d07f7ba-f140-46a7-b002-58ba22ee6ff3",
  };
}

/** The document's ids name nothing in this cloud: each well-formed one is replaced by one of its kind. */
function withOwnIds(value: unknown): unknown {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value)
    .replaceAll("br-iaas-odin1", region)
    .replaceAll("cn-southwest-244b", `${region}b`)
    .replace(/(?<="(job_id"|job_ids":\[)"?:?")[0-9a-f]{32}/, ids.job ?? "");
  return JSON.parse(text.replace(/(?<=")[0-9a-z]{32}([a-z]{2}0[17])(?=")/g, (id, suffix) => ids[suffix] ?? id));
}

type Request = (typeof requests)[number];

function targetOf({ operationId, path, query, examples }: Request): string {
  const template = operationId === "copyInstanceParameterTemplate" ? "current" : "pr07";
  const own: Record<string, string | undefined> = {
    instance_id: ids.in07,
    instance_ids: ids.in07,
    node_id: ids.no07,
    proxy_id: ids.po01,
    configuration_id: ids[template],
    config_id: ids[template],
    backup_id: ids.br07,
    dedicated_resource_id: ids.pool,
    job_id: ids.job,
    ...(operationId === "getJob" && { id: ids.job }),
    ...(operationId === "listInstances" && { id: ids.in07 }),
  };
  const valueFor = (name: string) => encodeURIComponent(own[name] ?? examples[name] ?? "");
  const asked = query.map((name) => `${name}=${valueFor(name)}`).join("&");
  const target = path.replace("/{project_id}", "").replace(/\{(\w+)\}/g, (_, name) => valueFor(name));
  return asked === "" ? target : `${target}?${asked}`;
}

it.each(requests)("$operationId $name is answered by the document, or refused for a known reason", async (request) => {
  const { operationId, name, method, body } = request;
  await start();
  await before[operationId]?.();

  const reply = await cloud.send<{ error_code?: string }>(method, targetOf(request), withOwnIds(body));

  const expected = refused[`${operationId} ${name}`.trim()];
  expect({ code: reply.body?.error_code, ok: reply.status < 300 }).toEqual({ code: expected?.code, ok: !expected });
});
