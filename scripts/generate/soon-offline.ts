/** An operation that the vendor takes offline, and the one to call instead. */
export interface SoonOffline {
  readonly section: string;
  readonly call: string;
  readonly replacement: string;
}

/** Chapter 5 of the reference of GaussDB(for MySQL). Nothing here calls them, and the document does not have them. */
export const soonOffline: readonly SoonOffline[] = [
  {
    section: "5.1.1",
    call: "GET /mysql/v3/{project_id}/datastores/{database_name}",
    replacement: "listDatabaseEngineVersions",
  },
  { section: "5.2.1", call: "GET /mysql/v3/{project_id}/flavors/{database_name}", replacement: "listDatabaseFlavors" },
  { section: "5.3.1", call: "POST /mysql/v3/{project_id}/instances", replacement: "createInstance" },
  { section: "5.3.2", call: "GET /mysql/v3/{project_id}/instances", replacement: "listInstances" },
  { section: "5.3.3", call: "GET /v3/{project_id}/instances", replacement: "listInstances" },
  { section: "5.3.4", call: "DELETE /mysql/v3/{project_id}/instances/{instance_id}", replacement: "deleteInstance" },
  { section: "5.3.5", call: "GET /v3/{project_id}/instances/{instance_id}", replacement: "getInstance" },
  { section: "5.3.6", call: "GET /v3/{project_id}/instances/details", replacement: "listInstanceDetails" },
  { section: "5.3.7", call: "GET /mysql/v3/{project_id}/instances/{instance_id}", replacement: "getInstance" },
  {
    section: "5.3.8",
    call: "POST /mysql/v3/{project_id}/instances/{instance_id}/nodes/enlarge",
    replacement: "createReadOnlyNodes",
  },
  {
    section: "5.3.9",
    call: "DELETE /mysql/v3/{project_id}/instances/{instance_id}/nodes/{node_id}",
    replacement: "deleteReadOnlyNode",
  },
  {
    section: "5.3.10",
    call: "POST /mysql/v3/{project_id}/instances/{instance_id}/volume/extend",
    replacement: "extendInstanceVolume",
  },
  {
    section: "5.3.11",
    call: "PUT /mysql/v3/{project_id}/instances/{instance_id}/name",
    replacement: "updateInstanceName",
  },
  {
    section: "5.3.12",
    call: "POST /mysql/v3/{project_id}/instances/{instance_id}/password",
    replacement: "resetDatabasePassword",
  },
  {
    section: "5.3.13",
    call: "POST /mysql/v3/{project_id}/instances/{instance_id}/action",
    replacement: "resizeInstanceFlavor",
  },
  {
    section: "5.4.1",
    call: "PUT /mysql/v3/{project_id}/instances/{instance_id}/backups/policy/update",
    replacement: "setSameRegionBackupPolicy",
  },
  { section: "5.4.2", call: "POST /mysql/v3/{project_id}/backups/create", replacement: "createManualBackup" },
  { section: "5.4.3", call: "GET /mysql/v3/{project_id}/backups", replacement: "listFullBackups" },
  {
    section: "5.4.4",
    call: "GET /mysql/v3/{project_id}/instances/{instance_id}/backups/policy",
    replacement: "getAutomatedBackupPolicy",
  },
  { section: "5.5.1", call: "GET /mysql/v3/{project_id}/configurations", replacement: "listParameterTemplates" },
  { section: "5.6.1", call: "GET /mysql/v3/{project_id}/project-quotas", replacement: "listInstanceQuotas" },
  { section: "5.6.2", call: "GET /mysql/v3/{project_id}/quotas", replacement: "listEnterpriseProjectQuotas" },
  { section: "5.6.3", call: "POST /mysql/v3/{project_id}/quotas", replacement: "setEnterpriseProjectQuotas" },
  { section: "5.6.4", call: "PUT /mysql/v3/{project_id}/quotas", replacement: "updateEnterpriseProjectQuotas" },
  { section: "5.7.1", call: "POST /mysql/v3/{project_id}/instances/{instance_id}/proxy", replacement: "enableProxy" },
  {
    section: "5.7.2",
    call: "DELETE /mysql/v3/{project_id}/instances/{instance_id}/proxy",
    replacement: "disableProxy",
  },
  { section: "5.7.3", call: "GET /v3/{project_id}/instances/{instance_id}/proxy", replacement: "listProxies" },
  { section: "5.7.4", call: "GET /mysql/v3/{project_id}/instances/{instance_id}/proxy", replacement: "listProxies" },
  {
    section: "5.7.5",
    call: "GET /mysql/v3/{project_id}/instances/{instance_id}/proxy/flavors",
    replacement: "listProxyFlavors",
  },
  {
    section: "5.7.6",
    call: "POST /mysql/v3/{project_id}/instances/{instance_id}/proxy/enlarge",
    replacement: "addProxyNodes",
  },
  {
    section: "5.8.1",
    call: "GET /mysql/v3/{project_id}/instances/{instance_id}/errorlog",
    replacement: "listErrorLogDetails",
  },
  {
    section: "5.8.2",
    call: "GET /v3/{project_id}/instances/{instance_id}/errorlog",
    replacement: "listErrorLogDetails",
  },
  {
    section: "5.8.3",
    call: "GET /mysql/v3/{project_id}/instances/{instance_id}/slowlog",
    replacement: "listSlowLogDetails",
  },
  { section: "5.8.4", call: "GET /v3/{project_id}/instances/{instance_id}/slowlog", replacement: "listSlowLogDetails" },
  { section: "5.9.1", call: "GET /mysql/v3/{project_id}/jobs", replacement: "getJob" },
];
