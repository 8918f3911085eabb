import { z } from "zod";
import { fixed, unordered } from "../../../runtime/traits.ts";
import { columns, loadingTables, mappingRules, target } from "./database.ts";
import type { SourceKind } from "./kind.ts";
import { serviceAccount, text } from "./parts.ts";

const settings = z.strictObject({
  replicationMode: z.literal("snapshot").describe("Only `snapshot`: the tables are loaded once."),
  ...loadingTables,
});

const mapping = z.strictObject({
  sourceDatasetName: text.describe("Dataset of the table."),
  sourceTable: text.describe("Table."),
  ...target,
  ...columns,
});

const schema = z.strictObject({
  snapshotStagingPath: fixed(z.string().regex(/^gs:\/\/./, "must begin with gs://")).describe(
    "Path in Google Cloud Storage, `gs://`, to stage the data. It is emptied after the load.",
  ),
  credentials: fixed(serviceAccount).describe("Service account that reads BigQuery and writes the staging path."),
  settings: fixed(settings).describe("How to load."),
  tableMappings: fixed(unordered(z.array(mapping).min(1), "targetTable")).describe(
    "Tables to load, at least one. Order does not matter.",
  ),
});

const sourceTable = ["sourceDatasetName", "sourceTable"];

/** BigQuery is loaded once; nothing of it can change in place. */
export const bigquery: SourceKind<typeof schema> = {
  schema,
  connection: [],
  sourceTable,
  rules: mappingRules("bigquery", sourceTable),
};
