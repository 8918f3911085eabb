import type { Definition } from "./runtime/resource.ts";

const loaders: Readonly<Record<string, () => Promise<unknown>>> = {
  "clickhouse:ApiKey": async () => (await import("./clickhouse/api-key.ts")).apiKey,
  "clickhouse:BackupBucket": async () => (await import("./clickhouse/backup-bucket.ts")).backupBucket,
  "clickhouse:BackupConfiguration": async () =>
    (await import("./clickhouse/backup-configuration.ts")).backupConfiguration,
  "clickhouse:ClickHouseSettings": async () =>
    (await import("./clickhouse/click-house-settings.ts")).clickHouseSettings,
  "clickhouse:ClickPipe": async () => (await import("./clickhouse/click-pipe.ts")).clickPipe,
  "clickhouse:ClickPipesCdcScaling": async () =>
    (await import("./clickhouse/click-pipes-cdc-scaling.ts")).clickPipesCdcScaling,
  "clickhouse:OrganizationSettings": async () =>
    (await import("./clickhouse/organization-settings.ts")).organizationSettings,
  "clickhouse:PrivateEndpoint": async () => (await import("./clickhouse/private-endpoint.ts")).privateEndpoint,
  "clickhouse:PrivateEndpointAttachment": async () =>
    (await import("./clickhouse/private-endpoint-attachment.ts")).privateEndpointAttachment,
  "clickhouse:ReversePrivateEndpoint": async () =>
    (await import("./clickhouse/reverse-private-endpoint.ts")).reversePrivateEndpoint,
  "clickhouse:ScalingSchedule": async () => (await import("./clickhouse/scaling-schedule.ts")).scalingSchedule,
  "clickhouse:Service": async () => (await import("./clickhouse/service.ts")).service,
  "clickhouse:ServiceQueryEndpoint": async () =>
    (await import("./clickhouse/service-query-endpoint.ts")).serviceQueryEndpoint,
  "clickhouse:TransparentDataEncryptionKey": async () =>
    (await import("./clickhouse/transparent-data-encryption-key.ts")).transparentDataEncryptionKey,
  "clickhouse:UpgradeWindow": async () => (await import("./clickhouse/upgrade-window.ts")).upgradeWindow,
  "gaussdb:Backup": async () => (await import("./gaussdb/backup.ts")).backup,
  "gaussdb:ClickHouseInstance": async () => (await import("./gaussdb/click-house-instance.ts")).clickHouseInstance,
  "gaussdb:ClickHouseInstanceRestart": async () =>
    (await import("./gaussdb/click-house-instance-restart.ts")).clickHouseInstanceRestart,
  "gaussdb:ClickHouseLtsLogConfiguration": async () =>
    (await import("./gaussdb/click-house-lts-log-configuration.ts")).clickHouseLtsLogConfiguration,
  "gaussdb:ClickHouseReplication": async () =>
    (await import("./gaussdb/click-house-replication.ts")).clickHouseReplication,
  "gaussdb:ClickHouseUser": async () => (await import("./gaussdb/click-house-user.ts")).clickHouseUser,
  "gaussdb:Database": async () => (await import("./gaussdb/database.ts")).database,
  "gaussdb:DatabasePrivilege": async () => (await import("./gaussdb/database-privilege.ts")).databasePrivilege,
  "gaussdb:DatabaseUser": async () => (await import("./gaussdb/database-user.ts")).databaseUser,
  "gaussdb:EnterpriseProjectQuota": async () =>
    (await import("./gaussdb/enterprise-project-quota.ts")).enterpriseProjectQuota,
  "gaussdb:Instance": async () => (await import("./gaussdb/instance.ts")).instance,
  "gaussdb:InstanceRestart": async () => (await import("./gaussdb/instance-restart.ts")).instanceRestart,
  "gaussdb:JobRecordDeletion": async () => (await import("./gaussdb/job-record-deletion.ts")).jobRecordDeletion,
  "gaussdb:LtsLogConfiguration": async () => (await import("./gaussdb/lts-log-configuration.ts")).ltsLogConfiguration,
  "gaussdb:NodeRestart": async () => (await import("./gaussdb/node-restart.ts")).nodeRestart,
  "gaussdb:ParameterTemplate": async () => (await import("./gaussdb/parameter-template.ts")).parameterTemplate,
  "gaussdb:ParameterTemplateApplication": async () =>
    (await import("./gaussdb/parameter-template-application.ts")).parameterTemplateApplication,
  "gaussdb:Proxy": async () => (await import("./gaussdb/proxy.ts")).proxy,
  "gaussdb:ProxyRestart": async () => (await import("./gaussdb/proxy-restart.ts")).proxyRestart,
  "gaussdb:ReadReplica": async () => (await import("./gaussdb/read-replica.ts")).readReplica,
  "gaussdb:RecyclePolicy": async () => (await import("./gaussdb/recycle-policy.ts")).recyclePolicy,
  "gaussdb:Restore": async () => (await import("./gaussdb/restore.ts")).restore,
  "gaussdb:ScheduledJobCancellation": async () =>
    (await import("./gaussdb/scheduled-job-cancellation.ts")).scheduledJobCancellation,
  "gaussdb:ScheduledJobDeletion": async () =>
    (await import("./gaussdb/scheduled-job-deletion.ts")).scheduledJobDeletion,
  "gaussdb:SqlThrottlingRules": async () => (await import("./gaussdb/sql-throttling-rules.ts")).sqlThrottlingRules,
  "gaussdb:StarRocksInstance": async () => (await import("./gaussdb/star-rocks-instance.ts")).starRocksInstance,
  "gaussdb:StarRocksInstanceRestart": async () =>
    (await import("./gaussdb/star-rocks-instance-restart.ts")).starRocksInstanceRestart,
  "gaussdb:StarRocksNodeRestart": async () =>
    (await import("./gaussdb/star-rocks-node-restart.ts")).starRocksNodeRestart,
  "gaussdb:StarRocksReplication": async () =>
    (await import("./gaussdb/star-rocks-replication.ts")).starRocksReplication,
  "gaussdb:StarRocksUser": async () => (await import("./gaussdb/star-rocks-user.ts")).starRocksUser,
  "gaussdb:Switchover": async () => (await import("./gaussdb/switchover.ts")).switchover,
  "gaussdb:TableRestore": async () => (await import("./gaussdb/table-restore.ts")).tableRestore,
};

/** The tokens of all kinds of objects. */
export const tokens: readonly string[] = Object.keys(loaders);

/** Loads the definition of a kind of object, and with it nothing of the others; nothing if there is no such kind. */
export function loaderOf(token: string): (() => Promise<Definition<unknown>>) | undefined {
  // A definition knows the types of its inputs; the runtime, which serves them all, does not.
  return loaders[token] as (() => Promise<Definition<unknown>>) | undefined;
}
