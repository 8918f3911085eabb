import type { HtapEngine } from "./store.ts";

/** A parameter of the synchronization of a database. Values are texts, whatever their type. */
export interface SynchronizationParameter {
  readonly param_name: string;
  readonly data_type: "String" | "Integer";
  readonly default_value: string;
  /** Alternatives with bars between them, or the lowest and the highest number with a hyphen. */
  readonly value_range: string;
  readonly description: string;
}

/** A parameter as checks and reads show it. */
export interface CheckedParameter {
  param_name: string;
  value: string;
  check_result: "success" | "fail";
}

const text = (param_name: string, default_value: string, value_range: string): SynchronizationParameter => {
  return { param_name, data_type: "String", default_value, value_range, description: `Parameter ${param_name}` };
};

const number = (param_name: string, default_value: string, value_range: string): SynchronizationParameter => {
  return { param_name, data_type: "Integer", default_value, value_range, description: `Parameter ${param_name}` };
};

const isolationLevels = "READ_COMMITTED|READ_UNCOMMITTED|QUERY_RAW|QUERY_SNAPSHOT";

/** Names, defaults and ranges as in the document's examples (4.15.18, 4.16.13). */
export const synchronizationParameters: Readonly<Record<HtapEngine, readonly SynchronizationParameter[]>> = {
  "star-rocks": [
    text("enable_chunk_level_dump", "false", "true|false"),
    text("snapshot_with_lock", "true", "true|false"),
    number("sync_commit_interval_ms", "5000", "1000-60000"),
    number("max_sync_commit_rows", "500000", "500000-2000000"),
    number("max_sync_commit_bytes", "268435456", "10485760-1610612736"),
    number("max_full_sync_task_threads_num", "1", "1-2"),
    number("max_rows_per_chunk", "0", "0-1000000"),
    number("max_bytes_per_chunk", "268435456", "33554432-1073741824"),
    number("binlog_expire_logs_seconds", "86400", "0-604800"),
  ],
  "click-house": [
    text("default_isolation_level", "QUERY_SNAPSHOT", isolationLevels),
    text("enable_snapshots", "true", "true|false"),
    text("enable_chunk_level", "true", "true|false"),
    number("max_sync_threads", "1", "1-2"),
    text("treat_numeric_string_as_integer", "false", "true|false"),
    number("min_binlog_expire_logs_seconds", "86400", "0-2592000"),
    number("max_rows_in_buffer", "2000000", "1-10000000"),
    number("max_rows_in_buffers", "6000000", "1-10000000"),
    number("max_bytes_in_buffer", "200000000", "1-1000000000"),
    number("max_bytes_in_buffers", "600000000", "1-1000000000"),
    number("max_flush_data_time", "5000", "1-10000"),
  ],
};

/** Looks at values that a request gives. */
export function checkedParameters(
  engine: HtapEngine,
  given: readonly { param_name?: string; value?: string }[],
): CheckedParameter[] {
  return given.map(({ param_name = "", value = "" }) => {
    const known = synchronizationParameters[engine].find((parameter) => parameter.param_name === param_name);
    return { param_name, value, check_result: known && isInRange(known, value) ? "success" : "fail" };
  });
}

/** All parameters of a synchronization with the values that hold. */
export function parametersInForce(engine: HtapEngine, set: Readonly<Record<string, string>>): CheckedParameter[] {
  return synchronizationParameters[engine].map(({ param_name, default_value }) => {
    return { param_name, value: set[param_name] ?? default_value, check_result: "success" };
  });
}

function isInRange({ data_type, value_range }: SynchronizationParameter, value: string) {
  if (data_type === "String") return value_range.split("|").includes(value);
  const [lowest = 0, highest = 0] = value_range.split("-").map(Number);
  return /^\d+$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
}
