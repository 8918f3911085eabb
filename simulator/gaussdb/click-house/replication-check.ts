import type { Answer, Call } from "../../cloud.ts";
import { checkSource, type Source } from "../htap/replications.ts";
import type { HtapInstance } from "../htap/store.ts";
import { checkedParameters } from "../htap/synchronization-parameters.ts";
import type { World } from "../world.ts";
import { selectionFrom, type TableReplConfig } from "./table-selection.ts";

interface CheckBody extends Source {
  source_database_name: string;
  db_configs: { param_name: string; value: string }[];
  table_repl_config: TableReplConfig;
}

interface TablesBody extends CheckBody {
  tables_configs: { table_name: string; table_config: string }[];
}

/** The only settings of tables. */
const tableSetting = /^(PARTITION BY|COLUMNS|ORDER BY|SAMPLE BY|PRIMARY KEY|TTL)\b/i;

/** 4.16.9. */
export function checkDatabase(world: World, call: Call, htap: HtapInstance): Answer {
  const body = call.body as CheckBody;
  checkSource(world, call, htap, body);
  const results = checkedParameters("click-house", body.db_configs);
  if (results.every(isRight)) remember(htap, body, []);
  return { status: 200, body: { database_name: body.source_database_name, db_config_check_results: results } };
}

/** 4.16.10. */
export function checkTables(world: World, call: Call, htap: HtapInstance): Answer {
  const body = call.body as TablesBody;
  checkSource(world, call, htap, body);
  const results = body.tables_configs.map((table) => ({
    ...table,
    check_result: tableSetting.test(table.table_config) ? "success" : "Check Override Table Failed",
  }));
  const parameters = checkedParameters("click-house", body.db_configs);
  if ([...results, ...parameters].every(isRight)) remember(htap, body, body.tables_configs);
  return {
    status: 200,
    body: { source_database_name: body.source_database_name, table_config_check_results: results },
  };
}

const isRight = ({ check_result }: { check_result: string }) => check_result === "success";

/**
 * The request that creates a synchronization takes no settings, and yet there are synchronizations with some: those of
 * the latest check of the database that went well.
 */
function remember(htap: HtapInstance, body: CheckBody, tables: TablesBody["tables_configs"]) {
  htap.checked[body.source_database_name] = {
    parameters: Object.fromEntries(body.db_configs.map(({ param_name, value }) => [param_name, value])),
    selection: selectionFrom(body.table_repl_config),
    tables,
  };
}
