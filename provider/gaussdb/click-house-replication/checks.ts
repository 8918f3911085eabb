import type { GaussDb } from "../gaussdb.ts";
import { spelling } from "../parameter-values.ts";
import type { ReplicationConfig, Tables } from "./replication.ts";

/** What is to be copied, and how. */
export interface Plan {
  readonly sourceInstanceId: string;
  readonly sourceNodeId?: string | undefined;
  readonly database: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly tableConfigs: Readonly<Record<string, string>>;
  readonly tables: Tables;
}

/**
 * Has the settings checked (4.16.9, 4.16.10). The creation itself takes none of them, so this is how they reach it.
 *
 * @throws when the cloud says that one of them is wrong
 */
export async function checked(cloud: GaussDb, clickHouseId: string, plan: Plan): Promise<void> {
  const body = {
    source_instance_id: plan.sourceInstanceId,
    source_node_id: plan.sourceNodeId,
    source_database_name: plan.database,
    db_configs: Object.entries(plan.parameters).map(([param_name, value]) => ({ param_name, value: String(value) })),
    table_repl_config: { repl_type: plan.tables.replType, tables: [...plan.tables.tables] },
  };
  const asked = { instance_id: clickHouseId, body };
  const parameters = await cloud.begin("checkClickHouseReplicationDatabaseConfig", asked);
  const wrong = (parameters.db_config_check_results ?? []).filter(isRefused);
  if (wrong.length > 0)
    throw new Error(refusal(await Promise.all(wrong.map((one) => inWords(cloud, clickHouseId, one)))));
  if (Object.keys(plan.tableConfigs).length === 0) return;
  const tables = await cloud.begin("checkClickHouseReplicationTableConfig", {
    instance_id: clickHouseId,
    body: {
      ...body,
      tables_configs: Object.entries(plan.tableConfigs).map(([table_name, table_config]) => ({
        table_name,
        table_config,
      })),
    },
  });
  const unfit = (tables.table_config_check_results ?? []).filter(isRefused);
  if (unfit.length > 0) {
    throw new Error(
      refusal(unfit.map(({ table_name, check_result }) => `tableConfigs.${table_name}: ${check_result}`)),
    );
  }
}

function refusal(reasons: readonly string[]): string {
  return `Nothing was created: the cloud refuses the settings. ${reasons.join("; ")}.`;
}

/** The values for tables are not listed: what is no success tells what is wrong. */
function isRefused({ check_result: result }: { readonly check_result?: string }): boolean {
  return result !== undefined && result.toLowerCase() !== "success";
}

/** The check says only that a value is wrong; which ones are right, another list tells (4.16.13). */
async function inWords(
  cloud: GaussDb,
  clickHouseId: string,
  { param_name = "", value }: { readonly param_name?: string; readonly value?: string },
): Promise<string> {
  const asked = { instance_id: clickHouseId };
  const known = (await cloud.get("listClickHouseReplicationDatabaseParameters", asked))?.db_parameters ?? [];
  const range = known.find((parameter) => parameter.param_name === param_name)?.value_range;
  return `parameters.${param_name}: ${range ? `must be ${range}, got ${value}` : "there is no such parameter"}`;
}

/** A clause in a form of its own: the cloud may lay the words out in another way. */
export const inOneLine = (text: unknown): string => String(text).trim().replaceAll(/\s+/g, " ").toUpperCase();

/**
 * The settings that a replication has otherwise than planned (4.16.12): nothing says for sure that the checks hand them
 * over. What the cloud does not tell is no other.
 */
export function othersThan(
  { parameters, tableConfigs }: Pick<Plan, "parameters" | "tableConfigs">,
  config: ReplicationConfig | undefined,
): string[] {
  const values = new Map(config?.database_info?.db_config_check_results?.map((one) => [one.param_name, one.value]));
  const clauses = new Map(config?.table_infos?.map((one) => [one.table_name, one.table_config]));
  const otherwise = <T>(wanted: T, live: T | undefined, form: (value: T) => string) =>
    live !== undefined && form(live) !== form(wanted);
  return [
    ...Object.entries(parameters).flatMap(([name, value]) =>
      otherwise<unknown>(value, values.get(name), spelling) ? [`parameters.${name} is ${values.get(name)}`] : [],
    ),
    ...Object.entries(tableConfigs).flatMap(([table, clause]) =>
      otherwise(clause, clauses.get(table), inOneLine) ? [`tableConfigs.${table} is ${clauses.get(table)}`] : [],
    ),
  ];
}
