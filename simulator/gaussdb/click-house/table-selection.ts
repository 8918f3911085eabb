import type { TableSelection } from "../htap/store.ts";
import { refuse } from "../refusal.ts";

/** Which tables are synchronized, as ClickHouse has it on the wire. */
export interface TableReplConfig {
  repl_type: "white_list" | "black_list";
  tables: string[];
}

export function selectionFrom({ repl_type, tables }: TableReplConfig): TableSelection {
  return { mode: repl_type === "white_list" ? "only" : "except", scope: "all", tables };
}

export function selectionView({ mode, tables }: TableSelection): TableReplConfig {
  return { repl_type: mode === "only" ? "white_list" : "black_list", tables };
}

/** A selection that travels as JSON in a text, in an array or bare: `{"white_list": "t1,t2"}`. */
export function selectionFromText(value: string): TableSelection {
  const parsed = parse(value);
  const [entry, ...others] = Object.entries((Array.isArray(parsed) ? parsed[0] : parsed) ?? {});
  const [type, list] = entry ?? [];
  if (others.length > 0 || (type !== "white_list" && type !== "black_list") || typeof list !== "string") {
    return refuse("DBS.05000044", "value");
  }
  const tables = list.split(",").filter((table) => table !== "");
  if (type === "white_list" && tables.length === 0) refuse("DBS.05000044", "value");
  return selectionFrom({ repl_type: type, tables });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse("DBS.05000044", "value");
  }
}
