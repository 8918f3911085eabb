import { isOn } from "../switches.ts";
import { rfc3339 } from "../times.ts";

/** What the vendor spells in several ways, as programs read it. */
export type Spelling = keyof typeof readers;

/** A number may come as a text, a switch as `ON`, `"true"`, `Yes` or 1, a time in any of five formats. */
const readers = {
  number: (value: unknown) => (value === "" || Number.isNaN(Number(value)) ? undefined : Number(value)),
  switch: isOn,
  time: timeOf,
  text: (value: unknown) => (value === "null" ? undefined : String(value)),
  /** Its case says nothing. */
  word: (value: unknown) => String(value).toLowerCase(),
  engine: (value: unknown) => engineOf(String(value)),
  /** A list that may come as its only item, or as an object around that. */
  addresses: (value: unknown) =>
    [value]
      .flat()
      .map((item) => (isObject(item) ? String(item.node_ip) : String(item)).trim())
      .filter(Boolean),
  one: (value: unknown) => [value].flat()[0],
  many: (value: unknown) => [value].flat(),
  /** Its keys are names of the account's own, or of parameters, and not fields. */
  map: (value: unknown) =>
    Object.fromEntries(Object.entries(Object(value)).map(([key, content]) => [key, String(content)])),
  untouched: (value: unknown) => value,
} satisfies Record<string, (value: unknown) => unknown>;

const engines: Readonly<Record<string, string>> = {
  "GaussDB(for MySQL)": "gaussdb-mysql",
  taurus: "gaussdb-mysql",
  clickhouse: "click-house",
};

const spellings: ReadonlyMap<string, Spelling> = new Map([
  ...fields(
    "number",
    `total_count total count total_databases total_tables port db_port http_port https_port mysql_port tep_port
    tep_secure_port vcpus ram cpu mem vcpus_total vcpus_used ram_total ram_used host_num size used iops volume_size
    fe_node_volume_size be_node_volume_size min_volume_size listDedicatedResources.volume backup_used_space
    bandwidth_size keep_days bak_keep_day retention_period_in_days retention_num_backup_level1 take_up_time
    max_connections node_count node_num priority weight read_only_weight new_node_weight route_mode frozen_flag
    delay_threshold_in_seconds max_concurrency rows_sent rows_examined quota instance_quota vcpus_quota ram_quota
    availability_instance_quota availability_vcpus_quota availability_ram_quota monitor_cycle silence_cycle
    enlarge_threshold max_read_only_count min_read_only_count period_num percentage catchup_percentage dml ddl
    max_htap_instance_num_of_taurus getInstanceMonitorPolicy.period`,
  ),
  ...fields(
    "switch",
    `is_auto_renew is_auto_pay is_frozen is_applied is_tables_change ssl_option transaction_split enabled readonly
    new_node_auto_add_status encryption_status switch_status flavor_switch read_only_switch open_slow_log_switch
    upgrade_flag monitor_switch enable_tde enable_ip_group can_enable_public_access can_upgrade reduce_enabled
    user_defined need_restart restart_required wait_restart_for_params switch_connection_pool_type_enabled
    balance_route_mode_enabled support_data_replication new_version_available checkResource.result
    checkStarRocksResource.result getAutoScalingPolicy.status listEnterpriseProjects.status`,
  ),
  ...fields(
    "time",
    `created updated created_at updated_at create_at update_at delete_at deleted_at created_time updated_time create_time
    ended ended_time begin_time start_time end_time applied applied_at frozen_time
    silence_start_at link_expired_time timestamp`,
  ),
  ...fields(
    "text",
    `id enterprise_project_id period bak_expected_start_time value old_value new_value source_value target_value engine_version line_num
    datastore_version_name pay_model`,
  ),
  ...fields(
    "word",
    `stage catchup_stage group_type check_result getDedicatedResource.status listDedicatedResources.status
    listStarRocksReplications.status`,
  ),
  ...fields("engine", "type engine_name datastore_name datastore_type"),
  ...fields("addresses", "public_ips data_ips"),
  ...fields("one", "ip_group database_info"),
  ...fields("many", "readonly_nodes proxy_flavors proxy_flavor_groups"),
  ...fields("map", "az_status getParameterTemplate.parameter_values"),
  ...fields("untouched", "profile getStarRocksInstance.param_group"),
]);

/** Fields that the vendor spells in several ways. */
const renamed: Readonly<Record<string, string>> = {
  iass_flavor_ref: "iaas_flavor_ref",
  data_bases: "databases",
  enter_prise_project_id: "enterprise_project_id",
  db_cfg_check_results: "db_config_check_results",
  starrocks_instance_id: "star_rocks_instance_id",
  clickhouse_instance_id: "click_house_instance_id",
  data_store_version: "datastore_version",
  data_store_version_id: "datastore_version_id",
  data_store_type: "datastore_type",
  sub_net_id: "subnet_id",
};

function fields(spelling: Spelling, names: string): (readonly [string, Spelling])[] {
  return names.split(/\s+/).map((name) => [name, spelling] as const);
}

/** How a field of an operation's answer is read, where it is not taken as it comes. */
export function spellingOf(operation: string, field: string): Spelling | undefined {
  const name = oneName(field);
  return spellings.get(`${operation}.${name}`) ?? spellings.get(name);
}

/** An engine by the name that creations take. */
export function engineOf(name: string): string {
  return engines[name] ?? name;
}

/** A field's name as programs write it. */
export function programName(field: string): string {
  return oneName(field).replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Some answers have names in camel case. */
function oneName(field: string): string {
  const name = field.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return renamed[name] ?? name;
}

/** An answer of the cloud as programs read it: one name and one type for each thing, and nothing for what is null. */
export function plain(operation: string, answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map((item) => plain(operation, item));
  if (!isObject(answer)) return answer;
  const entries = Object.entries(answer).flatMap(([field, value]) => {
    if (value === null) return [];
    const spelling = spellingOf(operation, field);
    const read = spelling === undefined ? value : readers[spelling](value);
    if (read === undefined) return [];
    const isOpaque = spelling === "map" || spelling === "untouched";
    return [[programName(field), isOpaque ? read : plain(operation, read)] as const];
  });
  return Object.fromEntries(entries);
}

/** A time is a text, or the milliseconds or seconds since 1970, as a text too. */
function timeOf(value: unknown): string | undefined {
  const text = String(value);
  if (!/^\d+$/.test(text)) return rfc3339(text);
  return new Date(Number(text) * (text.length > 11 ? 1 : 1000)).toISOString();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
