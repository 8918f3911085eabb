import { z } from "zod";
import { fixed, open } from "../../../runtime/traits.ts";
import {
  columns,
  credentials,
  following,
  loadingTables,
  loginRules,
  mappingRules,
  mappings,
  target,
  tls,
  tlsKeys,
} from "./database.ts";
import type { SourceKind } from "./kind.ts";
import { port, text } from "./parts.ts";
import { rulesOf } from "./rule.ts";

const settings = z.strictObject({
  ...following,
  ...loadingTables,
  publicationName: fixed(text).optional().describe("Publication to use. The pipe makes one if it is not set."),
  replicationSlotName: fixed(text)
    .optional()
    .describe("cdc_only: replication slot to use. The pipe makes one if it is not set."),
  enableFailoverSlots: fixed(z.boolean())
    .optional()
    .describe("Whether the slot that the pipe makes survives a failover. Postgres 17 and newer."),
});

const mapping = z.strictObject({
  sourceSchemaName: text.describe("Schema of the table."),
  sourceTable: text.describe("Table."),
  ...target,
  ...columns,
  partitionKey: z
    .string()
    .optional()
    .describe(
      "Indexed column that splits the first load: smallint, integer, bigint or timestamp. It helps Postgres 13 only, and is " +
        "no partition in ClickHouse.",
    ),
  partitionByExpr: z.string().optional().describe("PARTITION BY expression of a table that the pipe makes."),
});

const schema = z.strictObject({
  type: fixed(
    open([
      "postgres",
      "supabase",
      "neon",
      "alloydb",
      "planetscale",
      "rdspostgres",
      "aurorapostgres",
      "cloudsqlpostgres",
      "azurepostgres",
      "crunchybridge",
      "tigerdata",
    ]),
  )
    .optional()
    .describe("Kind of Postgres. Default `postgres`."),
  host: text.describe("Host name or address of the server, or of a reverse private endpoint."),
  port: port.describe("Port: 1 to 65535, usually 5432."),
  database: text.describe("Database to replicate."),
  authentication: fixed(z.enum(["basic", "IAM_ROLE"]))
    .optional()
    .describe("How the pipe logs in. Default `basic`."),
  credentials: credentials.describe("User of the database."),
  iamRole: fixed(text).optional().describe("IAM_ROLE: ARN of the role. Only for services on AWS."),
  ...tls,
  settings: settings.describe("How to replicate."),
  tableMappings: mappings(mapping),
});

const sourceTable = ["sourceSchemaName", "sourceTable"];
const rule = rulesOf<z.infer<typeof schema>>("postgres");

export const postgres: SourceKind<typeof schema> = {
  schema,
  connection: ["host", "port", "database", "credentials", ...tlsKeys],
  sourceTable,
  rules: [
    ...loginRules("postgres"),
    ...mappingRules("postgres", sourceTable),
    rule(["settings.replicationSlotName", "settings.replicationMode"], ({ settings }) =>
      settings?.replicationSlotName !== undefined && settings.replicationMode !== "cdc_only"
        ? "must be set with replicationMode cdc_only only"
        : undefined,
    ),
    rule(["settings.enableFailoverSlots", "settings.replicationSlotName"], ({ settings }) =>
      settings?.enableFailoverSlots && settings.replicationSlotName !== undefined
        ? "must not be set together with replicationSlotName"
        : undefined,
    ),
  ],
};
