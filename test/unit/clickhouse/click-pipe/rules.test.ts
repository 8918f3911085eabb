import { describe, expect, it } from "vitest";
import { problemsOf } from "../../../../provider/definitions.ts";
import { unknown } from "../../../../provider/runtime/unknown.ts";
import { pipes, table } from "./sources.ts";

type Kind = keyof typeof pipes;
type Values = Readonly<Record<string, unknown>>;

const kinds = Object.keys(pipes) as Kind[];

async function found(inputs: Values) {
  const problems = await problemsOf("clickhouse:ClickPipe", { name: "clicks", ...inputs }, undefined);
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

/** The inputs of a pipe with some properties of its source changed. */
function withSource(kind: Kind, changes: Values): Values {
  const { source, ...rest } = pipes[kind];
  return { ...rest, source: { [kind]: { ...(source as Record<string, Values>)[kind], ...changes } } };
}

function withMappings(kind: Kind, ...changes: Values[]): Values {
  const [mapping] = (pipes[kind].source as Record<string, { tableMappings: Values[] }>)[kind]?.tableMappings ?? [];
  return withSource(kind, { tableMappings: changes.map((change) => ({ ...mapping, ...change })) });
}

const withTable = (changes: Values): Values => ({ ...pipes.kafka, destination: { ...table, ...changes } });
const engine = (engine: Values, sortingKey?: string[]) => withTable({ tableDefinition: { engine, sortingKey } });

describe("a pipe", () => {
  it.each(kinds)("of a valid %s source is accepted", async (kind) => {
    expect(await found(pipes[kind])).toEqual([]);
  });

  it.each(kinds)("of %s is accepted while nothing of its source is known", async (kind) => {
    expect(await found({ ...pipes[kind], source: { [kind]: unknown } })).toEqual([]);
  });

  it("has exactly one kind of source", async () => {
    const one =
      "source: must have exactly one of kafka, objectStorage, kinesis, pubsub, postgres, mysql, mongodb, bigquery";

    expect(await found({ ...pipes.mysql, source: {} })).toEqual([one]);
    expect(await found({ ...pipes.mysql, source: { ...pipes.mysql.source, ...pipes.postgres.source } })).toEqual([one]);
  });

  it("names a misspelt property where it stands", async () => {
    expect(await found(withSource("mysql", { hots: "db" }))).toEqual(["source.mysql.hots: there is no such property"]);
  });

  it("shows no secret when something is wrong with it", async () => {
    const problems = await found(withSource("mongodb", { uri: "http://u:hunter2@db" }));

    expect(problems).toEqual(["source.mongodb.uri: must begin with mongodb:// or mongodb+srv://"]);
  });
});

const refused: [what: string, inputs: Values, problem: string][] = [
  [
    "a login that the kind of Kafka does not have",
    withSource("kafka", { type: "warpstream", authentication: "SCRAM-SHA-256" }),
    "source.kafka.authentication: must be one of PLAIN with type warpstream",
  ],
  [
    "Kafka without credentials",
    withSource("kafka", { credentials: undefined }),
    "source.kafka.credentials: is required with authentication PLAIN",
  ],
  [
    "credentials of another login",
    withSource("kafka", { authentication: "MUTUAL_TLS" }),
    "source.kafka.credentials: must have certificate and privateKey with authentication MUTUAL_TLS",
  ],
  [
    "a certificate without its key",
    withSource("kafka", { authentication: "MUTUAL_TLS", credentials: { certificate: "c" } }),
    "source.kafka.credentials: must have certificate and privateKey with authentication MUTUAL_TLS",
  ],
  [
    "credentials beside a role",
    withSource("kafka", { type: "msk", authentication: "IAM_ROLE", iamRole: "arn" }),
    "source.kafka.credentials: must not be set with authentication IAM_ROLE",
  ],
  [
    "IAM_ROLE without a role",
    withSource("kafka", { type: "msk", authentication: "IAM_ROLE", credentials: undefined }),
    "source.kafka.iamRole: is required with authentication IAM_ROLE",
  ],
  [
    "a time to begin at that no strategy uses",
    withSource("kafka", { offset: { strategy: "from_latest", timestamp: "2026-01-31T12:00" } }),
    "source.kafka.offset.timestamp: must be set with strategy from_timestamp only",
  ],
  [
    "a time to begin at that is missing",
    withSource("kafka", { offset: { strategy: "from_timestamp" } }),
    "source.kafka.offset.timestamp: is required with strategy from_timestamp",
  ],
  [
    "a time to begin at with seconds",
    withSource("kafka", { offset: { strategy: "from_timestamp", timestamp: "2026-01-31T12:00:00Z" } }),
    "source.kafka.offset.timestamp: must be a UTC time such as 2026-01-31T12:00",
  ],
  [
    "a schema registry without HTTPS",
    withSource("kafka", {
      schemaRegistry: {
        url: "http://registry",
        authentication: "PLAIN",
        credentials: { username: "u", password: "p" },
      },
    }),
    "source.kafka.schemaRegistry.url: must begin with https://",
  ],
  [
    "Kinesis without the time to begin at",
    withSource("kinesis", { iteratorType: "AT_TIMESTAMP" }),
    "source.kinesis.timestamp: is required with iteratorType AT_TIMESTAMP",
  ],
  [
    "Kinesis with a role that its login does not use",
    withSource("kinesis", { authentication: "IAM_USER", accessKey: { accessKeyId: "a", secretKey: "b" } }),
    "source.kinesis.iamRole: must be set with authentication IAM_ROLE only",
  ],
  [
    "Kinesis without an access key",
    withSource("kinesis", { authentication: "IAM_USER", iamRole: undefined }),
    "source.kinesis.accessKey: is required with authentication IAM_USER",
  ],
  [
    "a login that the storage does not have",
    withSource("objectStorage", { type: "cloudflarer2" }),
    "source.objectStorage.authentication: IAM_USER is possible with type s3, gcs, dospaces only",
  ],
  ["storage without a URL", withSource("objectStorage", { url: undefined }), "source.objectStorage.url: is required"],
  [
    "Azure with a URL",
    withSource("objectStorage", {
      type: "azureblobstorage",
      authentication: "CONNECTION_STRING",
      accessKey: undefined,
      connectionString: "c",
      azureContainerName: "clicks",
    }),
    "source.objectStorage.url: must not be set for azureblobstorage",
  ],
  [
    "Azure without a container",
    withSource("objectStorage", {
      type: "azureblobstorage",
      authentication: "CONNECTION_STRING",
      url: undefined,
      accessKey: undefined,
      connectionString: "c",
    }),
    "source.objectStorage.azureContainerName: is required with type azureblobstorage",
  ],
  [
    "Azure without a connection string",
    withSource("objectStorage", {
      type: "azureblobstorage",
      authentication: "CONNECTION_STRING",
      url: undefined,
      accessKey: undefined,
      azureContainerName: "clicks",
    }),
    "source.objectStorage.connectionString: is required with type azureblobstorage",
  ],
  [
    "a storage role that is missing",
    withSource("objectStorage", { authentication: "IAM_ROLE", accessKey: undefined }),
    "source.objectStorage.iamRole: is required with authentication IAM_ROLE",
  ],
  [
    "an access key that is missing",
    withSource("objectStorage", { accessKey: undefined }),
    "source.objectStorage.accessKey: is required with authentication IAM_USER",
  ],
  [
    "a service account that no login uses",
    withSource("objectStorage", { serviceAccountKey: "e30=" }),
    "source.objectStorage.serviceAccountKey: must be set with authentication SERVICE_ACCOUNT only",
  ],
  [
    "a queue for a load that is done once",
    withSource("objectStorage", { queueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/clicks" }),
    "source.objectStorage.queueUrl: needs isContinuous: true",
  ],
  [
    "a queue of public storage",
    withSource("objectStorage", {
      authentication: undefined,
      accessKey: undefined,
      isContinuous: true,
      queueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/clicks",
    }),
    "source.objectStorage.queueUrl: needs authentication IAM_USER or IAM_ROLE",
  ],
  [
    "a queue of the wrong form",
    withSource("objectStorage", { isContinuous: true, queueUrl: "https://sqs.eu-west-1.amazonaws.com/clicks" }),
    "source.objectStorage.queueUrl: must be of the form https://sqs.<region>.amazonaws.com/<12-digit account>/<name>",
  ],
  [
    "a queue where there are none",
    withSource("objectStorage", { type: "dospaces", isContinuous: true, queueUrl: "q" }),
    "source.objectStorage.queueUrl: is possible with type s3 or gcs only",
  ],
  [
    "a skipped first load without a queue",
    withSource("objectStorage", { isContinuous: true, skipInitialLoad: true }),
    "source.objectStorage.skipInitialLoad: needs queueUrl",
  ],
  [
    "a start within a skipped load",
    withSource("objectStorage", {
      isContinuous: true,
      queueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/clicks",
      skipInitialLoad: true,
      startAfter: "2026/",
    }),
    "source.objectStorage.startAfter: must not be set together with skipInitialLoad",
  ],
  [
    "a delimiter without columns of text",
    withSource("objectStorage", { delimiter: ";" }),
    "source.objectStorage.delimiter: must be set with the CSV formats only",
  ],
  [
    "Pub/Sub without the time to begin at",
    withSource("pubsub", { seekType: "timestamp" }),
    "source.pubsub.seekTimestamp: is required with seekType timestamp",
  ],
  [
    "a time to begin at that is none",
    withSource("pubsub", { seekType: "timestamp", seekTimestamp: "yesterday" }),
    "source.pubsub.seekTimestamp: must be an RFC 3339 time",
  ],
  [
    "a project's name that is none",
    withSource("pubsub", { projectId: "My" }),
    "source.pubsub.projectId: must have 6 to 30 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen",
  ],
  [
    "a deadline that is too long",
    withSource("pubsub", { ackDeadline: 601 }),
    "source.pubsub.ackDeadline: must be at most 600",
  ],
  [
    "a user without a password",
    withSource("mysql", { credentials: { username: "u" } }),
    "source.mysql.credentials.password: is required",
  ],
  [
    "a password beside a role",
    withSource("postgres", { authentication: "IAM_ROLE", iamRole: "arn" }),
    "source.postgres.credentials.password: must not be set with authentication IAM_ROLE",
  ],
  [
    "a role without a login that uses it",
    withSource("mysql", { iamRole: "arn" }),
    "source.mysql.iamRole: must be set with authentication IAM_ROLE only",
  ],
  [
    "a login in another spelling",
    withSource("mysql", { authentication: "iam_role" }),
    'source.mysql.authentication: must be one of "basic", "IAM_ROLE"',
  ],
  [
    "MariaDB by file position",
    withSource("mysql", { type: "mariadb", settings: { replicationMode: "cdc", replicationMechanism: "FILE_POS" } }),
    "source.mysql.settings.replicationMechanism: must be GTID with MariaDB",
  ],
  [
    "a replication slot for a pipe that makes its own",
    withSource("postgres", { settings: { replicationMode: "cdc", replicationSlotName: "slot" } }),
    "source.postgres.settings.replicationSlotName: must be set with replicationMode cdc_only only",
  ],
  [
    "failover for a slot that is not the pipe's",
    withSource("postgres", {
      settings: { replicationMode: "cdc_only", replicationSlotName: "slot", enableFailoverSlots: true },
    }),
    "source.postgres.settings.enableFailoverSlots: must not be set together with replicationSlotName",
  ],
  [
    "partitions that are too small",
    withSource("postgres", { settings: { replicationMode: "cdc", snapshotNumRowsPerPartition: 10 } }),
    "source.postgres.settings.snapshotNumRowsPerPartition: must be at least 1000",
  ],
  [
    "MongoDB without a user",
    withSource("mongodb", { uri: "mongodb://db.example.com" }),
    "source.mongodb.credentials: must have username and password, unless they are in uri",
  ],
  [
    "BigQuery that follows changes",
    withSource("bigquery", { settings: { replicationMode: "cdc" } }),
    'source.bigquery.settings.replicationMode: must be one of "snapshot"',
  ],
  [
    "a staging path elsewhere",
    withSource("bigquery", { snapshotStagingPath: "s3://bucket" }),
    "source.bigquery.snapshotStagingPath: must begin with gs://",
  ],
  ["a pipe without mappings", withMappings("mysql"), "source.mysql.tableMappings: must have at least 1 item"],
  [
    "two mappings to one table",
    withMappings("mysql", {}, { sourceTable: "archive" }),
    "source.mysql.tableMappings: must not have a targetTable twice",
  ],
  [
    "two mappings from one table",
    withMappings("mongodb", {}, { targetTable: "archive" }),
    "source.mongodb.tableMappings: must not have a table of the source twice",
  ],
  [
    "an own sorting key without columns",
    withMappings("postgres", { useCustomSortingKey: true }),
    "source.postgres.tableMappings: mapping 1 needs sortingKeys, because it has useCustomSortingKey",
  ],
  [
    "a column that is left out twice",
    withMappings("bigquery", { excludedColumns: ["a", "a"] }),
    "source.bigquery.tableMappings: mapping 1 must not have a column twice in a list",
  ],
  ["a stream without a table", withTable({ table: undefined }), "destination.table: is required"],
  ["a stream without columns", withTable({ columns: undefined }), "destination.columns: is required"],
  [
    "a managed table without a definition",
    withTable({ tableDefinition: undefined }),
    "destination.tableDefinition: is required, unless managedTable is false",
  ],
  [
    "a definition of a table that is there",
    withTable({ managedTable: false }),
    "destination.tableDefinition: must not be set when managedTable is false",
  ],
  [
    "a table of a database source",
    { ...pipes.mysql, destination: { database: "shop", table: "orders" } },
    "destination.table: must not be set with source.mysql, whose mappings name the tables",
  ],
  [
    "a replacing table without versions",
    engine({ type: "ReplacingMergeTree" }, ["id"]),
    "destination.tableDefinition.engine.versionColumnId: ReplacingMergeTree needs it",
  ],
  [
    "versions in a table that keeps all rows",
    engine({ type: "MergeTree", versionColumnId: "at" }),
    "destination.tableDefinition.engine.versionColumnId: must be set with ReplacingMergeTree only",
  ],
  [
    "sums in a table that has none",
    engine({ type: "MergeTree", columnIds: ["id"] }),
    "destination.tableDefinition.engine.columnIds: must be set with SummingMergeTree only",
  ],
  [
    "a replacing table that is not sorted",
    engine({ type: "ReplacingMergeTree", versionColumnId: "at" }),
    "destination.tableDefinition.sortingKey: ReplacingMergeTree needs one",
  ],
  [
    "a sorting key of no column",
    engine({ type: "MergeTree" }, ["nobody"]),
    "destination.tableDefinition: must name no column that destination.columns does not have",
  ],
  [
    "a column twice",
    withTable({ columns: [table.columns[0], table.columns[0]] }),
    "destination.columns: must not have a column twice",
  ],
  [
    "a column that no field goes into",
    { ...pipes.kafka, fieldMappings: [{ sourceField: "id", destinationField: "id" }] },
    "fieldMappings: must map every column of destination.columns",
  ],
  [
    "a field that goes nowhere",
    { ...pipes.kafka, fieldMappings: [{ sourceField: "id", destinationField: "nobody" }] },
    "fieldMappings: must map to columns of destination.columns only",
  ],
  [
    "field mappings of a database",
    { ...pipes.mysql, fieldMappings: [{ sourceField: "id", destinationField: "id" }] },
    "fieldMappings: must not be set with source.mysql",
  ],
  [
    "a size of a database pipe",
    { ...pipes.postgres, scaling: { replicas: 2 } },
    "scaling: must not be set with source.postgres: the database pipes of a service share their workers",
  ],
  [
    "parallel reads of a queue",
    { ...pipes.kafka, scaling: { replicas: 1, concurrency: 4 } },
    "scaling.concurrency: must not be set with source.kafka",
  ],
  [
    "a resync of what is read once",
    { ...pipes.kafka, resyncTrigger: "1" },
    "resyncTrigger: must not be set with source.kafka",
  ],
  ["a size that is too large", { ...pipes.kafka, scaling: { replicas: 41 } }, "scaling.replicas: must be at most 40"],
  [
    "a setting out of range",
    { ...pipes.kafka, settings: { streaming_max_insert_wait_ms: 499 } },
    "settings.streaming_max_insert_wait_ms: must be a whole number from 500 to 60000",
  ],
  [
    "a switch that is a number",
    { ...pipes.kafka, settings: { clickhouse_parallel_view_processing: 1 } },
    "settings.clickhouse_parallel_view_processing: must be true or false",
  ],
  [
    "a setting of another kind of source",
    { ...pipes.kafka, settings: { object_storage_concurrency: 2 } },
    "settings: must not have object_storage_concurrency with source.kafka",
  ],
  ["a name that is too long", { ...pipes.kafka, name: "n".repeat(256) }, "name: must have at most 255 characters"],
];

describe("refused at preview, by path, is", () => {
  it.each(refused)("%s", async (_, inputs, problem) => {
    expect(await found(inputs)).toEqual([problem]);
  });
});

describe("accepted is", () => {
  const accepted: [what: string, inputs: Values][] = [
    ["a kind of Kafka that is not known yet", withSource("kafka", { type: "brandnew", authentication: "PLAIN" })],
    [
      "Azure Event Hubs by connection string",
      withSource("kafka", { type: "azureeventhub", credentials: { connectionString: "c" } }),
    ],
    [
      "MySQL by role",
      withSource("mysql", { authentication: "IAM_ROLE", iamRole: "arn", credentials: { username: "u" } }),
    ],
    ["public storage", withSource("objectStorage", { authentication: undefined, accessKey: undefined })],
    ["a setting that is not known yet", { ...pipes.kafka, settings: { kafka_read_committed: true } }],
    ["a password that is not known yet", withSource("mysql", { credentials: { username: "u", password: unknown } })],
    ["columns that are not known yet", withTable({ columns: unknown })],
  ];

  it.each(accepted)("%s", async (_, inputs) => {
    expect(await found(inputs)).toEqual([]);
  });
});
