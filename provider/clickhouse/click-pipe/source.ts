import { z } from "zod";
import { isRecord } from "../../runtime/path.ts";
import type { Rule } from "../../runtime/resource.ts";
import { atCreation } from "../../runtime/traits.ts";
import { containsUnknown, unknown } from "../../runtime/unknown.ts";
import { aspect } from "../clickhouse.ts";
import { type Edit, edit } from "./edit.ts";
import { mappingChange, mappingSteps } from "./mapping-steps.ts";
import { sourcePatch } from "./source-patch.ts";
import type { SourceKind } from "./sources/kind.ts";
import { kindNames, kindOf, kinds, kindsOf } from "./sources/kinds.ts";

const schema = z.strictObject({
  kafka: kinds.kafka.schema.optional().describe("Kafka and what speaks its protocol."),
  objectStorage: kinds.objectStorage.schema
    .optional()
    .describe("Object storage: S3, GCS, Azure Blob Storage and others."),
  kinesis: kinds.kinesis.schema.optional().describe("Amazon Kinesis."),
  pubsub: kinds.pubsub.schema.optional().describe("Google Cloud Pub/Sub. Limited preview: support must enable it."),
  postgres: kinds.postgres.schema.optional().describe("Postgres."),
  mysql: kinds.mysql.schema.optional().describe("MySQL or MariaDB."),
  mongodb: kinds.mongodb.schema.optional().describe("MongoDB."),
  bigquery: kinds.bigquery.schema.optional().describe("Google BigQuery, loaded once. Nothing of it can change."),
  validateSamples: atCreation(z.boolean())
    .optional()
    .describe(
      "Check at the creation that samples of the data can be read, not only the connection. Experimental; no effect on " +
        "Postgres and MySQL.",
    ),
});

/** An unknown kind may turn out to be none. */
const oneKind: Rule<{ source?: unknown }> = {
  of: ["source"],
  refuse({ source }) {
    const named = kindsOf(source);
    return named.length === 1 ? undefined : `must have exactly one of ${kindNames.join(", ")}`;
  },
};

export const source = aspect({
  inputs: { source: schema.describe("Where the data comes from: exactly one kind.") },
  rules: [oneKind, ...Object.values(kinds).flatMap(({ rules }) => rules)],
  notice: ({ inputs, live }) => noticeOf(inputs.source, live.source),
  async update({ cloud, id, inputs, live, state }) {
    const name = kindOf(inputs.source);
    if (name === undefined) return;
    const kind: SourceKind = kinds[name];
    const [wanted, there] = [valuesOf(inputs.source, name), valuesOf(live.source, name)];
    const patch = sourcePatch(kind, wanted, there);
    const edits: Edit[] = Object.keys(patch).length > 0 ? [{ body: { source: { [name]: patch } } }] : [];
    const steps = kind.sourceTable ? mappingSteps(kind, mappingsOf(wanted), mappingsOf(there)) : [];
    for (const { add, remove } of steps) {
      const change = { tableMappingsToAdd: add, tableMappingsToRemove: remove };
      edits.push({ paused: true, body: { source: { [name]: change } } });
    }
    await edit({ cloud, id }, state, edits);
  },
});

/** What a change of table mappings means for the pipe and its tables. */
function noticeOf(wanted: unknown, live: unknown): string | undefined {
  const name = kindOf(wanted);
  if (name === undefined || name !== kindOf(live)) return undefined;
  const mappings = valuesOf(wanted, name).tableMappings;
  if (mappings === unknown || containsUnknown(mappings) || !Array.isArray(mappings)) return undefined;
  const { added, dropped, changed } = mappingChange(kinds[name], mappings, mappingsOf(valuesOf(live, name)));
  if (added.length + dropped.length + changed.length === 0) return undefined;
  const tables = (list: readonly object[]) =>
    list.map((mapping) => String((mapping as { targetTable?: unknown }).targetTable)).join(", ");
  return [
    "The pipe pauses for the change; new tables get a snapshot.",
    changed.length > 0 && `The mapping of ${tables(changed)} is removed and added again, with a new snapshot.`,
    dropped.length > 0 && `${tables(dropped)} is not replicated any more; the table stays in ClickHouse as it is.`,
  ]
    .filter(Boolean)
    .join(" ");
}

function valuesOf(source: unknown, kind: string): Readonly<Record<string, unknown>> {
  const values = isRecord(source) ? source[kind] : undefined;
  return isRecord(values) ? values : {};
}

function mappingsOf({ tableMappings }: Readonly<Record<string, unknown>>): readonly Record<string, unknown>[] {
  return Array.isArray(tableMappings) ? tableMappings.filter(isRecord) : [];
}
