import { z } from "zod";
import type { Rule } from "../../runtime/resource.ts";
import { fixed, open, unordered, writeOnly } from "../../runtime/traits.ts";

const text = z.string().min(1);

const engine = z.strictObject({
  type: open(["MergeTree", "ReplacingMergeTree", "SummingMergeTree", "Null"]).describe("Engine of the table."),
  versionColumnId: writeOnly(text)
    .optional()
    .describe("ReplacingMergeTree: the column that holds the version of a row. It needs one."),
  columnIds: writeOnly(z.array(text)).optional().describe("SummingMergeTree: the columns to sum."),
});

const tableDefinition = z.strictObject({
  engine: engine.describe("Engine."),
  sortingKey: z.array(text).optional().describe("Columns of the sorting key, in order."),
  partitionBy: text.optional().describe("SQL expression of the partition key."),
  primaryKey: text.optional().describe("SQL expression of the primary key."),
});

const column = z.strictObject({
  name: text.describe("Name."),
  type: text.describe("ClickHouse type, for example `DateTime64(3)`."),
});

export const fieldMapping = z.strictObject({
  sourceField: text.describe("Field of the source."),
  destinationField: text.describe("Column that it goes into."),
});

export const destination = z.strictObject({
  database: fixed(text).describe("Database. It must exist."),
  table: fixed(text).optional().describe("Table. Required, but not for database sources: their mappings name tables."),
  managedTable: fixed(z.boolean())
    .optional()
    .describe("Whether the pipe makes the table; otherwise it must exist. Default true. Not for database sources."),
  tableDefinition: fixed(tableDefinition)
    .optional()
    .describe("How to make the table. Required for a managed table, refused otherwise."),
  columns: unordered(z.array(column).min(1), "name")
    .optional()
    .describe(
      "Columns of the table, at least one. Required, but not for database sources. A change concerns the pipe only, never " +
        "the table.",
    ),
  roles: fixed(writeOnly(z.array(text)))
    .optional()
    .describe("Roles for the database user that the pipe writes as. Default `default_role`."),
});

export type Destination = z.infer<typeof destination>;
type Inputs = {
  destination?: Destination | undefined;
  fieldMappings?: readonly z.infer<typeof fieldMapping>[] | undefined;
};

/** Rules that hold for every kind of source. */
export const destinationRules: readonly Rule<Inputs>[] = [
  {
    of: ["destination.tableDefinition.engine.versionColumnId", "destination.tableDefinition.engine.type"],
    refuse({ destination }) {
      const { type, versionColumnId } = destination?.tableDefinition?.engine ?? {};
      if (type === "ReplacingMergeTree")
        return versionColumnId === undefined ? "ReplacingMergeTree needs it" : undefined;
      return versionColumnId === undefined ? undefined : "must be set with ReplacingMergeTree only";
    },
  },
  {
    of: ["destination.tableDefinition.engine.columnIds", "destination.tableDefinition.engine.type"],
    refuse({ destination }) {
      const { type, columnIds = [] } = destination?.tableDefinition?.engine ?? {};
      return columnIds.length > 0 && type !== "SummingMergeTree" ? "must be set with SummingMergeTree only" : undefined;
    },
  },
  {
    of: ["destination.tableDefinition.sortingKey", "destination.tableDefinition.engine.type"],
    refuse({ destination }) {
      const { engine, sortingKey = [] } = destination?.tableDefinition ?? {};
      return engine?.type === "ReplacingMergeTree" && sortingKey.length === 0
        ? "ReplacingMergeTree needs one"
        : undefined;
    },
  },
  {
    of: ["destination.tableDefinition", "destination.columns"],
    refuse({ destination }) {
      const columns = destination?.columns?.map(({ name }) => name);
      const { engine, sortingKey = [] } = destination?.tableDefinition ?? {};
      const named = [engine?.versionColumnId ?? [], engine?.columnIds ?? [], sortingKey].flat();
      return columns && named.some((name) => !columns.includes(name))
        ? "must name no column that destination.columns does not have"
        : undefined;
    },
  },
  {
    of: ["destination.columns"],
    refuse: ({ destination }) =>
      hasDoubles((destination?.columns ?? []).map(({ name }) => name)) ? "must not have a column twice" : undefined,
  },
  {
    of: ["fieldMappings", "destination.columns"],
    refuse({ destination, fieldMappings = [] }) {
      const mapped = fieldMappings.map(({ destinationField }) => destinationField);
      const columns = destination?.columns?.map(({ name }) => name);
      if (mapped.length === 0 || columns === undefined) return undefined;
      if (mapped.some((name) => !columns.includes(name))) return "must map to columns of destination.columns only";
      return columns.every((name) => mapped.includes(name))
        ? undefined
        : "must map every column of destination.columns";
    },
  },
];

export function hasDoubles(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}
