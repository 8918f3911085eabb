import type { Activity, InstanceStatus, Tag } from "../store.ts";

/** The engines of analytical (HTAP) instances. */
export type HtapEngine = "star-rocks" | "click-house";

/** An analytical instance beside a database instance: StarRocks, or the lightweight edition, ClickHouse. */
export interface HtapInstance {
  readonly id: string;
  readonly engine: HtapEngine;
  /** The database instance. */
  readonly instance_id: string;
  readonly project_id: string;
  readonly created: number;
  updated: number;
  name: string;
  region: string;
  status: InstanceStatus;
  activity: Activity;
  ha_mode: "Single" | "Cluster" | "Ha";
  /** Major version, as it was asked for. */
  version: string;
  port: number;
  az_mode: "single" | "double";
  az_code: string;
  time_zone: string;
  vpc_id: string;
  subnet_id: string;
  security_group_id: string;
  sys_tags: Tag[];
  maintenance_window: string;
  /** FE and BE nodes of StarRocks; the one group of ClickHouse. */
  groups: HtapGroup[];
  slow_log_masking: boolean;
  /** Settings of synchronizations to come, by database, as the latest check has found them to be right. */
  checked: Record<string, SynchronizationSettings>;
  /** How often the password of root was set after creation; the password itself is not kept. */
  password_changes: number;
}

/** Nodes of one kind. */
export interface HtapGroup {
  readonly id: string;
  readonly node_type: "fe" | "be" | "clickhouse";
  name: string;
  flavor_id: string;
  io_type: string;
  capacity_in_gb: number;
  nodes: HtapNode[];
}

/** A node of an analytical instance. */
export interface HtapNode {
  readonly id: string;
  readonly created: number;
  updated: number;
  name: string;
  type: "fe-leader" | "fe-follower" | "be" | "master" | "slave";
  status: "creating" | "normal" | "abnormal" | "createfail";
  activity: Activity;
  az_code: string;
  traffic_ip: string;
}

/** An account of an analytical instance; root is in no record. */
export interface HtapUser {
  readonly instance_id: string;
  readonly created: number;
  name: string;
  databases: string[];
  dml: number;
  ddl: number;
  /** How often the password was set after creation; the password itself is not kept. */
  password_changes: number;
}

/** The stages of a synchronization. */
export type Stage = "wait" | "full" | "incremental" | "paused" | "failed" | "cancelled";

/** The synchronization of a database to an analytical instance. */
export interface HtapReplication {
  /** The analytical instance. */
  readonly instance_id: string;
  readonly created: number;
  /** Its task in StarRocks; the database in ClickHouse. */
  name: string;
  source_instance_id: string;
  source_node_id: string;
  source_database: string;
  target_database: string;
  /** What a check has made waits until it is started. */
  started: boolean;
  /** `null` until the cloud has looked at it for the first time. */
  healthy: boolean | null;
  stage: Stage;
  settings: SynchronizationSettings;
  /** The change of tables that runs. */
  change: { job_id: string; selection: TableSelection } | null;
  last_error_of_alter_table: string;
}

/** How a database is synchronized. */
export interface SynchronizationSettings {
  /** Parameters that differ from their defaults, or were set to them. */
  parameters: Record<string, string>;
  selection: TableSelection;
  /** Settings by table, for example `ORDER BY id`. */
  tables: { table_name: string; table_config: string }[];
}

/** Which tables are synchronized. */
export interface TableSelection {
  /** Only those that are listed, or all but those. */
  mode: "only" | "except";
  scope: "all" | "part";
  tables: string[];
}

/** Where the slow logs of a ClickHouse instance go. */
export interface ClickHouseLtsConfig {
  readonly instance_id: string;
  lts_group_id: string;
  lts_stream_id: string;
}
