/** What the simulated cloud holds. Names are the vendor's; times are simulated milliseconds since 1970. */
export interface Store {
  readonly organizations: Map<string, Organization>;
  readonly services: Map<string, Service>;
  readonly backups: Map<string, Backup>;
  readonly clickPipes: Map<string, ClickPipe>;
}

export interface Organization {
  readonly id: string;
  readonly createdAt: number;
  name: string;
  enableCoreDumps: boolean;
  privateEndpoints: { id: string; cloudProvider: string; region: string }[];
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
  | "terminating";

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

export interface Backup {
  readonly id: string;
  readonly serviceId: string;
  readonly startedAt: number;
  readonly type: "full" | "incremental";
  finishedAt: number | null;
  status: "in_progress" | "done" | "error";
  sizeInBytes: number;
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
