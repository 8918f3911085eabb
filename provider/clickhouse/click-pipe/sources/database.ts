import { z } from "zod";
import type { Rule } from "../../../runtime/resource.ts";
import { fixed, open, unordered, writeOnly } from "../../../runtime/traits.ts";
import { hasDoubles } from "../destination.ts";
import { password, pem, text } from "./parts.ts";
import { exactlyWhen, rulesOf } from "./rule.ts";

const positive = z.int().min(1);

export const credentials = z.strictObject({
  username: writeOnly(text).describe("User name."),
  password: password.optional().describe("Password. Required, but not with IAM_ROLE. It is never told again."),
});

/** How a connection to a database is encrypted. */
export const tls = {
  tlsHost: text.optional().describe("Host name to expect in the certificate of the server."),
  caCertificate: pem.optional().describe("CA certificate (PEM) for the server."),
  disableTls: z.boolean().optional().describe("Connect without TLS. Default false."),
  skipCertVerification: z.boolean().optional().describe("Do not check the certificate of the server. Default false."),
};
export const tlsKeys = Object.keys(tls);

/** Settings of pipes that follow changes. */
export const following = {
  replicationMode: fixed(z.enum(["cdc", "snapshot", "cdc_only"])).describe(
    "`cdc`: load what is there, then follow the changes. `snapshot`: load once. `cdc_only`: follow the changes only.",
  ),
  syncIntervalSeconds: positive.optional().describe("Seconds between two syncs of changes, at least 1."),
  pullBatchSize: positive.optional().describe("Rows per batch of changes, at least 1."),
  deleteOnMerge: fixed(z.boolean()).optional().describe("Whether merges of ReplacingMergeTree delete rows for good."),
};

/** Settings of the first load. */
export const loading = {
  snapshotNumRowsPerPartition: fixed(z.int().min(1000))
    .optional()
    .describe("Rows per partition in the first load, at least 1000."),
  snapshotNumberOfParallelTables: fixed(positive)
    .optional()
    .describe("Tables that the first load reads in parallel, at least 1."),
};

/** Settings of the first load of tables with columns. */
export const loadingTables = {
  ...loading,
  initialLoadParallelism: fixed(positive)
    .optional()
    .describe("Parallel workers per table in the first load, at least 1."),
  allowNullableColumns: fixed(z.boolean())
    .optional()
    .describe("Whether nullable columns stay nullable; otherwise NULL becomes the default of the type."),
};

export const target = {
  targetTable: text.describe("Table to write to. It is made if it does not exist."),
  tableEngine: open(["MergeTree", "ReplacingMergeTree", "Null"])
    .optional()
    .describe("Engine of that table. Default ReplacingMergeTree."),
};

/** What a mapping of a table with columns says about them. */
export const columns = {
  excludedColumns: unordered(z.array(text)).optional().describe("Columns to leave out. Order does not matter."),
  useCustomSortingKey: z
    .boolean()
    .optional()
    .describe("Whether `sortingKeys` sorts; otherwise the primary key of the source does. Default false."),
  sortingKeys: z.array(text).optional().describe("Columns of the sorting key, in order. With `useCustomSortingKey`."),
};

/** The mappings of a database pipe. A mapping cannot change: it is removed and added again. */
export function mappings<T extends z.ZodType>(mapping: T) {
  return unordered(z.array(mapping).min(1), "targetTable").describe(
    "Tables to replicate, at least one; order does not matter. The pipe pauses for a change. A changed mapping is removed " +
      "and added again, with a new snapshot into the table that is there.",
  );
}

interface Mapping {
  readonly targetTable: string;
  readonly useCustomSortingKey?: boolean | undefined;
  readonly sortingKeys?: readonly string[] | undefined;
  readonly excludedColumns?: readonly string[] | undefined;
}

interface Mapped {
  readonly tableMappings: readonly Mapping[];
}

/** Rules on the mappings of a kind; `sourceTable` names the properties that tell the table at the source. */
export function mappingRules(kind: string, sourceTable: readonly string[]): Rule<{ source?: unknown }>[] {
  const rule = rulesOf<Mapped>(kind);
  const nth = (mappings: readonly Mapping[], isWrong: (mapping: Mapping) => boolean) => mappings.findIndex(isWrong) + 1;
  return [
    rule(["tableMappings"], ({ tableMappings = [] }) =>
      hasDoubles(tableMappings.map(({ targetTable }) => targetTable)) ? "must not have a targetTable twice" : undefined,
    ),
    rule(["tableMappings"], ({ tableMappings = [] }) =>
      hasDoubles(tableMappings.map((mapping) => nameOf(mapping, sourceTable)))
        ? "must not have a table of the source twice"
        : undefined,
    ),
    rule(["tableMappings"], ({ tableMappings = [] }) => {
      const wrong = nth(tableMappings, (one) => one.useCustomSortingKey === true && !one.sortingKeys?.length);
      return wrong > 0 ? `mapping ${wrong} needs sortingKeys, because it has useCustomSortingKey` : undefined;
    }),
    rule(["tableMappings"], ({ tableMappings = [] }) => {
      const lists = (one: Mapping) => [one.sortingKeys ?? [], one.excludedColumns ?? []];
      const wrong = nth(tableMappings, (one) => lists(one).some(hasDoubles));
      return wrong > 0 ? `mapping ${wrong} must not have a column twice in a list` : undefined;
    }),
  ];
}

/** The table at the source that a mapping reads, as one text. */
export function nameOf(mapping: object, sourceTable: readonly string[]): string {
  const values = mapping as Readonly<Record<string, unknown>>;
  return JSON.stringify(sourceTable.map((key) => values[key]));
}

interface LoggingIn {
  readonly authentication?: "basic" | "IAM_ROLE" | undefined;
  readonly iamRole?: string | undefined;
  readonly credentials?: z.infer<typeof credentials> | undefined;
}

/** Rules on how a pipe logs in to Postgres or MySQL. */
export function loginRules(kind: string): Rule<{ source?: unknown }>[] {
  const rule = rulesOf<LoggingIn>(kind);
  return [
    rule(["iamRole", "authentication"], ({ iamRole, authentication }) =>
      exactlyWhen(authentication === "IAM_ROLE", iamRole, "authentication IAM_ROLE"),
    ),
    rule(["credentials.password", "authentication"], ({ authentication, credentials }) => {
      if (credentials === undefined) return undefined;
      if (authentication !== "IAM_ROLE") return credentials.password === undefined ? "is required" : undefined;
      return credentials.password === undefined ? undefined : "must not be set with authentication IAM_ROLE";
    }),
  ];
}
