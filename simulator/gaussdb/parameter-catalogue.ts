/** A database parameter that a template or an instance can set. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly type: "string" | "integer" | "boolean" | "list" | "float";
  /** `1-65535`, `ON|OFF`, or empty for free text. */
  readonly range: string;
  readonly restart: boolean;
}

/** Name, default, type, range; a `*` before the name: a change needs a restart. */
const table = `
auto_increment_increment 1 integer 1-65535
auto_increment_offset 1 integer 1-65535
autocommit ON list ON|OFF
automatic_sp_privileges ON list ON|OFF
* back_log 2000 integer 1-65535
* binlog_checksum CRC32 list CRC32|NONE
binlog_cache_size 32768 integer 4096-16777216
binlog_expire_logs_seconds 86400 integer 0-604800
* binlog_gtid_simple_recovery ON list ON|OFF
binlog_row_image FULL list FULL|MINIMAL|NOBLOB
binlog_rows_query_log_events OFF list ON|OFF
binlog_stmt_cache_size 32768 integer 4096-16777216
block_encryption_mode aes-128-ecb list aes-128-ecb|aes-192-ecb|aes-256-ecb|aes-128-cbc|aes-192-cbc|aes-256-cbc
bulk_insert_buffer_size 262144 integer 0-1073741824
character_set_client utf8mb4 list utf8mb4|utf8|latin1|gbk
* character_set_server utf8mb4 list utf8mb4|utf8|latin1|gbk
collation_connection utf8mb4_general_ci string
* collation_server utf8mb4_general_ci string
completion_type NO_CHAIN list NO_CHAIN|CHAIN|RELEASE
concurrent_insert AUTO list NEVER|AUTO|ALWAYS
connect_timeout 10 integer 10-31536000
cte_max_recursion_depth 1000 integer 0-4294967295
default_password_lifetime 0 integer 0-65535
default_storage_engine InnoDB list InnoDB
* default_time_zone SYSTEM string
default_week_format 0 integer 0-7
delay_key_write ON list ON|OFF|ALL
div_precision_increment 4 integer 0-30
end_markers_in_json OFF list ON|OFF
* enforce_gtid_consistency ON list ON|OFF|WARN
eq_range_index_dive_limit 200 integer 0-4294967295
event_scheduler OFF list ON|OFF
explicit_defaults_for_timestamp ON list ON|OFF
flush_time 0 integer 0-31536000
* ft_max_word_len 84 integer 10-84
* ft_min_word_len 4 integer 1-84
ft_query_expansion_limit 20 integer 0-1000
general_log OFF list ON|OFF
group_concat_max_len 1024 integer 4-33554432
* gtid_mode ON list ON|OFF
host_cache_size 644 integer 0-65535
information_schema_stats_expiry 86400 integer 0-31536000
init_connect - string
innodb_adaptive_flushing ON list ON|OFF
innodb_adaptive_flushing_lwm 10 integer 0-70
innodb_adaptive_hash_index ON list ON|OFF
innodb_adaptive_max_sleep_delay 150000 integer 0-1000000
* innodb_autoinc_lock_mode 2 list 0|1|2
innodb_buffer_pool_dump_pct 25 integer 1-100
* innodb_buffer_pool_instances 8 integer 1-64
innodb_buffer_pool_size 4294967296 integer 134217728-1099511627776
innodb_change_buffer_max_size 25 integer 0-50
innodb_change_buffering none list none|inserts|deletes|changes|purges|all
innodb_compression_level 6 integer 0-9
innodb_concurrency_tickets 5000 integer 1-4294967295
innodb_deadlock_detect ON list ON|OFF
innodb_flush_log_at_trx_commit 1 list 0|1|2
innodb_flush_neighbors 0 list 0|1|2
* innodb_ft_cache_size 8000000 integer 1600000-80000000
innodb_ft_enable_stopword ON list ON|OFF
* innodb_ft_max_token_size 84 integer 10-84
* innodb_ft_min_token_size 3 integer 0-16
innodb_io_capacity 20000 integer 100-200000
innodb_io_capacity_max 40000 integer 100-200000
innodb_large_prefix ON list ON|OFF
innodb_lock_wait_timeout 50 integer 1-1073741824
innodb_lru_scan_depth 1024 integer 100-65535
innodb_max_dirty_pages_pct 75 float 0-99.99
innodb_monitor_disable - string
innodb_monitor_enable - string
innodb_old_blocks_pct 37 integer 5-95
innodb_old_blocks_time 1000 integer 0-4294967295
innodb_online_alter_log_max_size 134217728 integer 65536-18446744073709551615
* innodb_open_files 3000 integer 10-102400
innodb_optimize_fulltext_only OFF list ON|OFF
innodb_print_all_deadlocks OFF list ON|OFF
innodb_purge_batch_size 300 integer 1-5000
* innodb_purge_threads 4 integer 1-32
innodb_random_read_ahead OFF list ON|OFF
innodb_read_ahead_threshold 56 integer 0-64
* innodb_read_io_threads 4 integer 1-64
* innodb_rollback_on_timeout OFF list ON|OFF
innodb_spin_wait_delay 6 integer 0-4294967295
innodb_stats_auto_recalc ON list ON|OFF
innodb_stats_on_metadata OFF list ON|OFF
innodb_stats_persistent ON list ON|OFF
innodb_stats_persistent_sample_pages 20 integer 1-4294967295
innodb_status_output OFF list ON|OFF
innodb_status_output_locks OFF list ON|OFF
innodb_strict_mode ON list ON|OFF
* innodb_sync_array_size 1 integer 1-1024
innodb_table_locks ON list ON|OFF
innodb_thread_concurrency 0 integer 0-1000
innodb_thread_sleep_delay 10000 integer 0-1000000
* innodb_write_io_threads 4 integer 1-64
interactive_timeout 28800 integer 1-31536000
internal_tmp_mem_storage_engine TempTable list TempTable|MEMORY
join_buffer_size 262144 integer 128-1073741824
lc_time_names en_US string
local_infile ON list ON|OFF
lock_wait_timeout 31536000 integer 1-31536000
* log-bin ON list ON|OFF
log_queries_not_using_indexes OFF list ON|OFF
log_throttle_queries_not_using_indexes 0 integer 0-4294967295
log_timestamps SYSTEM list UTC|SYSTEM
log_warnings 2 integer 0-2
long_query_time 1 float 0.03-31536000
loose_multi_tenant OFF list ON|OFF
loose_thread_pool_size 16 integer 1-64
max_allowed_packet 536870912 integer 1024-1073741824
max_connect_errors 100 integer 1-4294967295
max_connections 1500 integer 10-100000
max_digest_length 1024 integer 0-1048576
max_error_count 1024 integer 0-65535
max_execution_time 0 integer 0-4294967295
max_heap_table_size 16777216 integer 16384-1073741824
max_join_size 18446744073709551615 integer 1-18446744073709551615
max_length_for_sort_data 1024 integer 4-8388608
max_prepared_stmt_count 16382 integer 0-1048576
max_seeks_for_key 18446744073709551615 integer 1-18446744073709551615
max_sort_length 1024 integer 4-8388608
max_user_connections 0 integer 0-100000
min_examined_row_limit 0 integer 0-4294967295
mount_vip_when_failover ON list ON|OFF
net_buffer_length 16384 integer 1024-1048576
net_read_timeout 30 integer 1-31536000
net_retry_count 10 integer 1-4294967295
net_write_timeout 60 integer 1-31536000
* open_files_limit 102400 integer 100-102400
optimizer_prune_level 1 list 0|1
optimizer_search_depth 62 integer 0-62
* performance_schema OFF list ON|OFF
preload_buffer_size 32768 integer 1024-1073741824
query_alloc_block_size 8192 integer 1024-16384
query_prealloc_size 8192 integer 8192-1048576
read_buffer_size 262144 integer 8200-2147479552
read_rnd_buffer_size 262144 integer 1-2147483647
* skip_name_resolve ON list ON|OFF
slow_query_log ON list ON|OFF
sort_buffer_size 262144 integer 32768-18446744073709551615
sql_mode - string
table_definition_cache 8192 integer 400-524288
table_open_cache 4096 integer 1-524288
* table_open_cache_instances 16 integer 1-64
thread_cache_size 300 integer 0-16384
* thread_stack 262144 integer 131072-1073741824
time_zone SYSTEM string
tmp_table_size 16777216 integer 1024-1073741824
transaction_alloc_block_size 8192 integer 1024-131072
transaction_isolation REPEATABLE-READ list READ-UNCOMMITTED|READ-COMMITTED|REPEATABLE-READ|SERIALIZABLE
updatable_views_with_limit ON list YES|NO|ON|OFF
wait_timeout 28800 integer 1-31536000
`;

/** All parameters by name, in the order in which they are listed. */
export const parameters: ReadonlyMap<string, Parameter> = new Map(
  table
    .trim()
    .split("\n")
    .map((line) => {
      const restart = line.startsWith("* ");
      const [name = "", value = "", type = "", range = ""] = line.replace("* ", "").split(" ");
      const parameter = { name, value: value === "-" ? "" : value, type: type as Parameter["type"], range, restart };
      return [name, parameter] as const;
    }),
);

/** The values of the vendor's own template. */
export function defaultValues(): Record<string, string> {
  return Object.fromEntries([...parameters.values()].map(({ name, value }) => [name, value]));
}

/** Whether a parameter takes a value. */
export function isInRange({ type, range }: Parameter, value: string): boolean {
  if (type === "list" || type === "boolean") return range.split("|").includes(value);
  if (type === "string") return true;
  if (!(type === "integer" ? /^\d+$/ : /^\d+(\.\d+)?$/).test(value)) return false;
  const [lowest = "0", highest = "0"] = range.split("-");
  return Number(value) >= Number(lowest) && Number(value) <= Number(highest);
}
