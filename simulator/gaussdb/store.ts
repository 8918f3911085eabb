import type { ClickHouseLtsConfig, HtapInstance, HtapReplication, HtapUser } from "./htap/store.ts";

/**
 * What the simulated cloud holds. Names are the vendor's where the vendor has one; numbers are numbers and switches
 * are booleans here, whatever an answer makes of them. Times are simulated milliseconds since 1970.
 */
export interface Store {
  readonly projects: Map<string, Project>;
  readonly instances: Map<string, Instance>;
  readonly nodes: Map<string, DatabaseNode>;
  readonly proxies: Map<string, DatabaseProxy>;
  readonly templates: Map<string, Template>;
  readonly backups: Map<string, Backup>;
  /** Deleted instances, by their ids. */
  readonly recycleBin: Map<string, RecycledInstance>;
  /** By instance and name. */
  readonly databases: Map<string, Database>;
  /** By instance, name and host: `…in07/app@%`. */
  readonly databaseUsers: Map<string, DatabaseUser>;
  /** By node. */
  readonly sqlThrottlingRules: Map<string, ThrottlingRules>;
  /** By instance and kind of log. */
  readonly ltsConfigs: Map<string, LtsConfig>;
  /** By project and enterprise project. */
  readonly quotas: Map<string, Quota>;
  readonly htapInstances: Map<string, HtapInstance>;
  /** By analytical instance and name. */
  readonly htapUsers: Map<string, HtapUser>;
  /** By analytical instance and task (StarRocks) or database (ClickHouse). */
  readonly htapReplications: Map<string, HtapReplication>;
  /** By ClickHouse instance. */
  readonly clickHouseLtsConfigs: Map<string, ClickHouseLtsConfig>;
  readonly jobs: Map<string, Job>;
  readonly orders: Map<string, Order>;
  readonly tokens: Map<string, Token>;
}

/** The part of the account in a region. */
export interface Project {
  readonly id: string;
  readonly region: string;
  /** How many days the recycle bin keeps deleted instances. */
  recycle_days: number;
}

/** What the v3.1 reads tell; a running change does not show in it. */
export type InstanceStatus = "creating" | "normal" | "abnormal" | "createfail";

/** What keeps an instance from accepting another change; `""` means that it is free. */
export type Activity =
  | ""
  | "BUILD"
  | "BACKING UP"
  | "ADDING NODES"
  | "MODIFYING"
  | "REBOOTING"
  | "RESTORING"
  | "SWITCHOVER"
  | "DELETING";

/** A database instance. */
export interface Instance {
  readonly id: string;
  readonly project_id: string;
  readonly created: number;
  updated: number;
  name: string;
  alias: string;
  region: string;
  status: InstanceStatus;
  activity: Activity;
  port: number;
  kernel_version: string;
  flavor_ref: string;
  vpc_id: string;
  subnet_id: string;
  security_group_id: string;
  private_write_ip: string;
  availability_zone_mode: "single" | "multi";
  master_availability_zone: string;
  time_zone: string;
  enterprise_project_id: string;
  dedicated_resource_id: string;
  lower_case_table_names: number;
  charge_info: ChargeInfo;
  order_id: string;
  volume_size: number;
  backup_policy: BackupPolicy;
  maintenance_window: string;
  ssl_option: boolean;
  eip: { id: string; address: string; bound: number } | null;
  tde_info: { enable_tde: boolean; encryption_type: string } | null;
  tags: Tag[];
  configuration_id: string;
  configuration_updated: number;
  parameter_values: Record<string, string>;
  /** Seconds between two measurements of monitoring by seconds; `null` while it is off. */
  monitoring_period: number | null;
  /** The whole name; empty until somebody has applied for one. */
  private_dns_name: string;
  auto_scaling: AutoScaling | null;
  auto_scaling_records: object[];
  serverless: { min_vcpus: number; max_vcpus: number } | null;
  full_sql: boolean;
  slow_log_masking: boolean;
  sql_throttling: boolean;
  backup_encryption: { type: string; kms_key_id: string } | null;
  cross_region_backup: CrossRegionBackup | null;
  /** Metrics by which the diagnosis finds the instance abnormal. */
  abnormal_metrics: string[];
  /** Kinds of logs that once went to the Log Tank Service and no longer do. */
  ended_lts_logs: string[];
  /** How often the password was set; the password itself is not kept. */
  password_changes: number;
}

/** How an instance is paid. */
export interface ChargeInfo {
  charge_mode: "prePaid" | "postPaid";
  period_type?: "month" | "year";
  period_num?: number;
  is_auto_renew?: "true" | "false";
  is_auto_pay?: "true" | "false";
}

/** The automatic backups of an instance. */
export interface BackupPolicy {
  start_time: string;
  keep_days: number;
  period: string;
}

/** Copies of the backups of an instance in another region. */
export interface CrossRegionBackup {
  open_incremental_backup: boolean;
  destination_project_id: string;
  destination_region: string;
  keep_days: number;
}

/** An auto scaling policy that is on. */
export interface AutoScaling {
  readonly id: string;
  readonly created: number;
  scaling_strategy: { flavor_switch: "ON" | "OFF"; read_only_switch: "ON" | "OFF" };
  monitor_cycle: number | null;
  silence_cycle: number | null;
  enlarge_threshold: number | null;
  max_flavor: string | null;
  reduce_enabled: boolean | null;
  max_read_only_count: number | null;
  read_only_weight: number | null;
}

/** A key with a value, which may be empty. */
export interface Tag {
  key: string;
  value: string;
}

/** A database node: the primary or a read replica. */
export interface DatabaseNode {
  readonly id: string;
  readonly instance_id: string;
  readonly created: number;
  /** Number in the generated name; it is never given twice. */
  readonly ordinal: number;
  updated: number;
  name: string;
  type: "master" | "slave";
  status: "creating" | "normal" | "abnormal";
  private_read_ip: string;
  az_code: string;
  flavor_ref: string;
  priority: number;
  need_restart: boolean;
}

/** A database proxy. */
export interface DatabaseProxy {
  readonly pool_id: string;
  readonly instance_id: string;
  readonly created: number;
  updated: number;
  name: string;
  status: string;
  address: string;
  port: number;
  flavor_ref: string;
  node_ids: string[];
  proxy_mode: "readwrite" | "readonly";
  route_mode: number;
  master_weight: number;
  /** Weights of the read replicas by node id. */
  weights: Record<string, number>;
  subnet_id: string;
  new_node_auto_add_status: "ON" | "OFF";
  new_node_weight: number;
  transaction_split: boolean;
  connection_pool_type: "CLOSED" | "SESSION";
  consistence_mode: "session" | "global" | "eventual";
  ssl_option: boolean;
  version: string;
  parameter_values: Record<string, string>;
  access_control: AccessControl;
}

/** Which addresses may reach a proxy; the list exists whether the switch is on or not. */
export interface AccessControl {
  enabled: boolean;
  type: "white" | "black";
  ip_group_id: string;
  ip_list: { ip: string; description: string }[];
}

/** A parameter template; `parameter_values` holds every parameter of the engine. */
export interface Template {
  readonly id: string;
  readonly user_defined: boolean;
  readonly created: number;
  updated: number;
  name: string;
  description: string;
  parameter_values: Record<string, string>;
  /** While it is being applied, it can be neither changed nor deleted. */
  applying: boolean;
  changes: TemplateChange[];
  applications: TemplateApplication[];
}

/** One change of one parameter of a template. */
export interface TemplateChange {
  parameter_name: string;
  old_value: string;
  new_value: string;
  updated: number;
  applied: number | null;
}

/** One application of a template to one instance. */
export interface TemplateApplication {
  target_id: string;
  target_name: string;
  apply_result: "SUCCESS" | "FAILED";
  applied_at: number;
  error_code: string;
}

/** A full backup. */
export interface Backup {
  readonly id: string;
  readonly instance_id: string;
  readonly begin_time: number;
  instance_name: string;
  name: string;
  description: string;
  type: "auto" | "manual";
  status: "BUILDING" | "COMPLETED" | "FAILED";
  end_time: number | null;
  size: number;
  readonly contents: Contents;
  readonly lower_case_table_names: number;
}

/** What is in an instance. */
export interface Contents {
  readonly databases: readonly Database[];
  readonly databaseUsers: readonly DatabaseUser[];
}

/** A deleted instance that can still be restored. */
export interface RecycledInstance {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly created: number;
  readonly deleted: number;
  readonly kernel_version: string;
  readonly charge_mode: ChargeInfo["charge_mode"];
  readonly private_write_ip: string;
  readonly enterprise_project_id: string;
  readonly recycle_backup_id: string;
  readonly contents: Contents;
}

/** A database on an instance. */
export interface Database {
  /** Its name; another instance may have one of the same name. */
  readonly id: string;
  readonly instance_id: string;
  readonly created: number;
  name: string;
  charset: string;
  comment: string;
  /** What an application has made in it. */
  tables: string[];
}

/** An account of an instance; name and host tell it together. */
export interface DatabaseUser {
  /** `app@%`; another instance may have the same. */
  readonly id: string;
  readonly instance_id: string;
  readonly created: number;
  name: string;
  host: string;
  comment: string;
  databases: Privilege[];
  /** How often the password was set after creation; the password itself is not kept. */
  password_changes: number;
}

/** What a user may do with a database. */
export interface Privilege {
  name: string;
  readonly: boolean;
}

/** The rules of SQL throttling of a node; there is none without a rule. */
export interface ThrottlingRules {
  /** Of the node. */
  readonly id: string;
  readonly instance_id: string;
  rules: ThrottlingRule[];
}

/** How many statements that hold some words, in this order, may run at a time. */
export interface ThrottlingRule {
  sql_type: "SELECT" | "UPDATE" | "DELETE";
  pattern: string;
  max_concurrency: number;
}

/** Where a log of an instance goes. */
export interface LtsConfig {
  /** The kind of log. */
  readonly id: string;
  readonly instance_id: string;
  readonly log_type: string;
  lts_group_id: string;
  lts_stream_id: string;
}

/** What an enterprise project may have in a project; -1 means that there is no limit. */
export interface Quota {
  /** Of the enterprise project. */
  readonly id: string;
  readonly project_id: string;
  instance_quota: number;
  vcpus_quota: number;
  ram_quota: number;
}

/** An asynchronous job of the task center. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly instance_id: string;
  readonly instance_name: string;
  readonly order_id: string;
  /** A delayed job stays out of the list of immediate jobs. */
  readonly delayed: boolean;
  /** Whether its instance accepts no other change while it runs. */
  readonly locks: boolean;
  /** Expected end; absent for a job that never ends. */
  due: number | null;
  status: "Pending" | "Running" | "Completed" | "Failed";
  ended: number | null;
  fail_reason: string;
}

/** A yearly/monthly order. Setting `status` to `paid` carries it out. */
export interface Order {
  readonly id: string;
  readonly instance_id: string;
  status: "unpaid" | "paid";
}

/** An IAM token; its text is the key of the map. */
export interface Token {
  readonly id: string;
  readonly project_id: string;
  expires: number;
}

/** A cloud without objects; the templates of the vendor are added by the parameter templates. */
export function emptyStore(): Store {
  return {
    projects: new Map(),
    instances: new Map(),
    nodes: new Map(),
    proxies: new Map(),
    templates: new Map(),
    backups: new Map(),
    recycleBin: new Map(),
    databases: new Map(),
    databaseUsers: new Map(),
    sqlThrottlingRules: new Map(),
    ltsConfigs: new Map(),
    quotas: new Map(),
    htapInstances: new Map(),
    htapUsers: new Map(),
    htapReplications: new Map(),
    clickHouseLtsConfigs: new Map(),
    jobs: new Map(),
    orders: new Map(),
    tokens: new Map(),
  };
}
