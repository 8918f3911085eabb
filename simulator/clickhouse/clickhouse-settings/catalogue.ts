import type { ClickHouseSettingValue } from "../store.ts";

/** A setting that can be set on a service. */
export interface Setting {
  readonly name: string;
  readonly type: "string" | "integer";
  readonly description: string;
  /** Allowed values, if they are a fixed set. */
  readonly enum?: readonly number[];
  readonly warning?: string;
  readonly deprecationNotice?: string;
  readonly example: string;
}

/** Settings of the servers: a change of one restarts them one after the other. */
const serverSettings: readonly Setting[] = [
  {
    name: "keep_alive_timeout",
    type: "integer",
    description: "Seconds that the server waits for requests on a connection before it closes it.",
    warning: "Restarts the servers one after the other.",
    example: "10",
  },
  {
    name: "max_concurrent_queries",
    type: "integer",
    description: "How many queries a server runs at the same time.",
    warning: "Restarts the servers one after the other.",
    example: "1000",
  },
];

/** Settings that reach all replicas without a restart. */
const userSettings: readonly Setting[] = [
  {
    name: "compatibility",
    type: "string",
    description: "Version whose defaults the server keeps.",
    warning: "Queries may fail or change their result.",
    example: "25.6",
  },
  {
    name: "max_query_size",
    type: "integer",
    description: "Greatest part of a query, in bytes, that is parsed.",
    example: "262144",
  },
  {
    name: "max_threads",
    type: "integer",
    description: "How many threads a query may use.",
    example: "8",
  },
  {
    name: "async_insert",
    type: "integer",
    description: "Whether inserts are collected and written together.",
    enum: [0, 1],
    example: "1",
  },
  {
    name: "date_time_input_format",
    type: "string",
    description: "How texts are understood as dates with time.",
    example: "best_effort",
  },
  {
    name: "shared_merge_tree_disable_merges_and_mutations_assignment",
    type: "integer",
    description: "Stops merges and mutations on the service.",
    enum: [0, 1],
    deprecationNotice: "May go away.",
    example: "0",
  },
];

export const settingsCatalogue: readonly Setting[] = [...userSettings, ...serverSettings];

/** Whether servers take a setting over only when they start. */
export function needsRestart(name: string): boolean {
  return serverSettings.some((setting) => setting.name === name);
}

/** What is wrong with a value; `undefined` if nothing is. */
export function settingProblem(name: string, value: ClickHouseSettingValue): string | undefined {
  const setting = settingsCatalogue.find((candidate) => candidate.name === name);
  if (!setting) return "is not a setting that can be set";
  if (typeof value !== (setting.type === "integer" ? "number" : "string")) return `must be of type ${setting.type}`;
  const isAllowed = !setting.enum || setting.enum.some((allowed) => allowed === value);
  return isAllowed ? undefined : `must be one of ${setting.enum.join(", ")}`;
}
