import { z } from "zod";
import { fixed, open, secret, writeOnly } from "../../../runtime/traits.ts";
import { credentials, following, loading, mappingRules, mappings, target, tls, tlsKeys } from "./database.ts";
import type { SourceKind } from "./kind.ts";
import { text } from "./parts.ts";
import { rulesOf } from "./rule.ts";

const settings = z.strictObject({
  ...following,
  ...loading,
  useJsonNativeFormat: fixed(z.boolean())
    .optional()
    .describe("Whether documents are stored in the JSON type, otherwise as text."),
});

const mapping = z.strictObject({
  sourceDatabaseName: text.describe("Database of the collection."),
  sourceCollection: text.describe("Collection."),
  ...target,
});

const schema = z.strictObject({
  uri: secret(
    writeOnly(z.string().regex(/^mongodb(\+srv)?:\/\//, "must begin with mongodb:// or mongodb+srv://")),
  ).describe("Address, `mongodb://` or `mongodb+srv://`. It may hold user name and password, so it is secret."),
  readPreference: open(["primary", "primaryPreferred", "secondary", "secondaryPreferred", "nearest"]).describe(
    "Members to read from.",
  ),
  credentials: credentials.optional().describe("User of the database, if it is not in `uri`."),
  ...tls,
  settings: settings.describe("How to replicate."),
  tableMappings: mappings(mapping),
});

const sourceTable = ["sourceDatabaseName", "sourceCollection"];
const rule = rulesOf<z.infer<typeof schema>>("mongodb");

export const mongodb: SourceKind<typeof schema> = {
  schema,
  connection: ["uri", "readPreference", "credentials", ...tlsKeys],
  sourceTable,
  rules: [
    ...mappingRules("mongodb", sourceTable),
    rule(["credentials", "uri"], ({ uri = "", credentials }) => {
      if (credentials?.password !== undefined || /^[^/]*\/\/[^/@]+@/.test(uri)) return undefined;
      return "must have username and password, unless they are in uri";
    }),
  ],
};
