import type { TableSelection } from "../htap/store.ts";

/** Which tables are synchronized, as StarRocks has it on the wire. */
export interface TableReplConfig {
  repl_type?: "include_tables" | "exclude_tables";
  repl_scope?: "all" | "part";
  tables?: string[];
}

export function selectionFrom({ repl_type, repl_scope, tables = [] }: TableReplConfig = {}): TableSelection {
  return { mode: repl_type === "include_tables" ? "only" : "except", scope: repl_scope ?? "all", tables };
}

export function selectionView({ mode, scope, tables }: TableSelection): Required<TableReplConfig> {
  return { repl_type: mode === "only" ? "include_tables" : "exclude_tables", repl_scope: scope, tables };
}
