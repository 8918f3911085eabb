/** What the simulated cloud holds. Names are the vendor's; times are simulated milliseconds since 1970. */
export interface Store {
  readonly organizations: Map<string, Organization>;
  readonly apiKeys: Map<string, ApiKey>;
  /** What the organization has registered, by the id that the cloud provider gave. */
  readonly privateEndpoints: Map<string, PrivateEndpoint>;
  readonly services: Map<string, Service>;
  /** By the id of the service, as all that a service has only one of. */
  readonly queryEndpoints: Map<string, QueryEndpoint>;
  readonly scalingSchedules: Map<string, ScalingSchedule>;
  readonly upgradeWindows: Map<string, UpgradeWindow>;
  readonly clickHouseSettings: Map<string, ClickHouseSettings>;
  readonly backupBuckets: Map<string, BackupBucket>;
  readonly backups: Map<string, Backup>;
  readonly clickPipes: Map<string, ClickPipe>;
  readonly reversePrivateEndpoints: Map<string, ReversePrivateEndpoint>;
}

export interface Organization {
  readonly id: string;
  readonly createdAt: number;
  /** The key that the account came with; all others are in the store. */
  readonly firstKey: ApiKey;
  name: string;
  enableCoreDumps: boolean;
  byocConfig: Json[];
  /** What support has to enable. */
  features: { scheduledScaling: boolean; scheduledUpgrades: boolean };
}

export interface ApiKey {
  readonly id: string;
  readonly createdAt: number;
  readonly keyIdHash: string;
  readonly keySecretHash: string;
  readonly keySuffix: string;
  name: string | undefined;
  state: "enabled" | "disabled";
  /** ISO 8601; `null`: never. */
  expireAt: string | null;
  usedAt: number | null;
  /** The roles' old words, if the key was given roles by them. */
  roles: string[] | undefined;
  assignedRoleIds: string[];
  ipAccessList: IpAccessListEntry[];
}

export interface PrivateEndpoint {
  readonly id: string;
  readonly cloudProvider: string;
  readonly region: string;
  description: string | undefined;
  /** The last service let go of it, and nobody took it out of the organization. */
  leftBehind: boolean;
}

export type ServiceState =
  | "provisioning"
  | "running"
  | "partially_running"
  | "idle"
  | "awaking"
  | "starting"
  | "stopping"
  | "stopped"
  | "degraded"
  | "failed"
  | "terminating"
  | "terminated"
  | "softdeleting"
  | "softdeleted";

export interface IpAccessListEntry {
  source: string;
  description?: string;
}

export interface Tag {
  key: string;
  value?: string;
}

/** Size of a service. In vertical mode `numReplicas` counts, in horizontal mode the band. */
export interface Scaling {
  autoscalingMode: "vertical" | "horizontal";
  minReplicaMemoryGb: number;
  maxReplicaMemoryGb: number;
  numReplicas: number;
  minReplicas: number;
  maxReplicas: number;
  idleScaling: boolean;
  idleTimeoutMinutes: number;
}

export interface BackupConfiguration {
  /** `null`: there is a start time, and so one backup a day. */
  backupPeriodInHours: number | null;
  backupRetentionPeriodInHours: number;
  backupStartTime: string | null;
}

export interface CdcScaling {
  replicaCpuMillicores: number;
  replicaMemoryGb: number;
}

export interface Service extends Scaling {
  readonly id: string;
  readonly createdAt: number;
  readonly provider: string;
  readonly region: string;
  readonly dataWarehouseId: string;
  readonly isPrimary: boolean;
  readonly isReadonly: boolean;
  /** What only the creation sets and reads return as it is. */
  readonly fixed: Readonly<Record<string, unknown>>;
  name: string;
  state: ServiceState;
  ipAccessList: IpAccessListEntry[];
  tags: Tag[];
  privateEndpointIds: string[];
  mysqlEndpoint: boolean;
  releaseChannel: string;
  enableCoreDumps: boolean;
  transparentDataEncryptionKeyId: string | null;
  /** Until then a deletion is refused although the service is stopped. */
  busyUntil: number;
  backupConfiguration: BackupConfiguration;
  /** Base64 of the SHA-256 digest; `null` for a secondary service, which has no password of its own. */
  passwordHash: string | null;
  doubleSha1Hash: string | null;
  /** Of the workers that all database pipes share; `null` while there are none. */
  cdcScaling: CdcScaling | null;
}

export interface QueryEndpoint {
  readonly id: string;
  readonly serviceId: string;
  openApiKeys: string[];
  roles: string[];
  allowedOrigins: string;
}

export interface ScalingSchedule {
  readonly serviceId: string;
  entries: ScheduleEntry[];
}

/** A weekly window with its own scaling; what it leaves out is as the service is configured. */
export interface ScheduleEntry extends Partial<Omit<Scaling, "autoscalingMode" | "numReplicas">> {
  readonly id: string;
  name: string;
  /** 0 is Sunday. */
  weekdays: number[];
  startHourUtc: number;
  endHourUtc: number;
  autoscalingMode: Scaling["autoscalingMode"];
}

export interface UpgradeWindow {
  readonly serviceId: string;
  weekday: number;
  startHourUtc: number;
}

export type ClickHouseSettingValue = string | number;

/** Settings that were set on a service, in the order in which they were first set. */
export interface ClickHouseSettings {
  readonly serviceId: string;
  settings: Record<string, ClickHouseSettingValue>;
}

export interface BackupBucket {
  readonly id: string;
  readonly serviceId: string;
  readonly bucketProvider: "AWS" | "GCP" | "AZURE";
  /** What reads return, which hangs on the provider. */
  properties: Json;
}

export interface Backup {
  readonly id: string;
  readonly serviceId: string;
  readonly startedAt: number;
  readonly type: "full" | "incremental";
  finishedAt: number | null;
  status: "in_progress" | "done" | "error";
  sizeInBytes: number;
  /** The bucket of the customer in which it is, without the bucket's id. */
  readonly external: Json | undefined;
}

export type PipeState =
  | "Unknown"
  | "Provisioning"
  | "Setup"
  | "Snapshot"
  | "Running"
  | "Degraded"
  | "Modifying"
  | "Resync"
  | "Pausing"
  | "Paused"
  | "Stopping"
  | "Stopped"
  | "Completed"
  | "Failed"
  | "InternalError";

export type SourceKind =
  | "kafka"
  | "kinesis"
  | "pubsub"
  | "objectStorage"
  | "postgres"
  | "mysql"
  | "mongodb"
  | "bigquery";

export type Json = Record<string, unknown>;

export interface PipeScaling {
  replicas: number;
  replicaCpuMillicores: number;
  replicaMemoryGb: number;
  concurrency: number;
}

export interface ClickPipe {
  readonly id: string;
  readonly serviceId: string;
  readonly kind: SourceKind;
  readonly createdAt: number;
  updatedAt: number;
  name: string;
  state: PipeState;
  /** The source under its kind, without what is never returned. */
  source: Json;
  destination: Json;
  fieldMappings: Json[];
  settings: Json;
  /** `null` for a database pipe. */
  scaling: PipeScaling | null;
  /** Until then the sizes read 0. */
  scalingSettles: number;
  /** Whether there is nothing (more) to be loaded before changes flow. */
  snapshotDone: boolean;
  /** A start that was not asked for is on its way. */
  resuming: boolean;
}

export type ReversePrivateEndpointStatus =
  | "Unknown"
  | "Provisioning"
  | "Deleting"
  | "Ready"
  | "Failed"
  | "PendingAcceptance"
  | "Rejected"
  | "Expired";

export interface ReversePrivateEndpoint {
  readonly id: string;
  readonly serviceId: string;
  readonly type: string;
  readonly description: string;
  /** What it leads to, which hangs on the type. */
  readonly target: Json;
  /** Its id at the cloud provider. */
  readonly endpointId: string;
  customPrivateDnsNames: string[];
  status: ReversePrivateEndpointStatus;
}
