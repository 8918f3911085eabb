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
  replicationMechanism: fixed(z.enum(["GTID", "FILE_POS"]))
    .optional()
    .describe("How the position is kept. MariaDB takes GTID only; support must enable FILE_POS. Default GTID."),
  useCompression: z.boolean().optional().describe("Whether the connection is compressed. Default false."),
});

const mapping = z.strictObject({
  sourceSchemaName: text.describe("Database of the table."),
  sourceTable: text.describe("Table."),
  ...target,
  ...columns,
  partitionKey: z
    .string()
    .optional()
    .describe(
      "Indexed column that splits the first load: integer, date, datetime or timestamp. It is no partition in ClickHouse.",
    ),
});

const schema = z.strictObject({
  type: fixed(open(["mysql", "rdsmysql", "auroramysql", "mariadb", "rdsmariadb"]))
    .optional()
    .describe("Kind of MySQL. Default `mysql`."),
  host: text.describe("Host name or address of the server, or of a reverse private endpoint."),
  port: port.describe("Port: 1 to 65535, usually 3306."),
  authentication: z.enum(["basic", "IAM_ROLE"]).optional().describe("How the pipe logs in. Default `basic`."),
  credentials: credentials.describe("User of the database."),
  iamRole: text.optional().describe("IAM_ROLE: ARN of the role. Only for services on AWS."),
  ...tls,
  serverId: z
    .int()
    .min(1)
    .max(4_294_967_295)
    .optional()
    .describe(
      "`server_id` of the pipe, unique among what replicates the source: 1 to 4294967295. Assigned if not set.",
    ),
  settings: settings.describe("How to replicate."),
  tableMappings: mappings(mapping),
});

const sourceTable = ["sourceSchemaName", "sourceTable"];
const rule = rulesOf<z.infer<typeof schema>>("mysql");

export const mysql: SourceKind<typeof schema> = {
  schema,
  connection: ["host", "port", "authentication", "iamRole", "credentials", ...tlsKeys],
  sourceTable,
  rules: [
    ...loginRules("mysql"),
    ...mappingRules("mysql", sourceTable),
    rule(["settings.replicationMechanism", "type"], ({ settings, type }) =>
      settings?.replicationMechanism === "FILE_POS" && ["mariadb", "rdsmariadb"].includes(type ?? "")
        ? "must be GTID with MariaDB"
        : undefined,
    ),
  ],
};
