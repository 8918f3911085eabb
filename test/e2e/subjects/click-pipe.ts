import { type Change, expression, ownId, type Subject } from "../subject.ts";
import { secrets } from "../world.ts";

const { pipePassword: old, newPassword: fresh } = secrets;
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const certificate = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`;
const user = (username: string, password: string) => ({ username, password });
const accessKey = (accessKeyId: string, secretKey: string) => ({ accessKeyId, secretKey });

/** A table that a pipe makes and fills. */
const table = {
  database: "default",
  table: "clicks",
  managedTable: true,
  columns: [{ name: "id", type: "String" }],
  tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["id"] },
};

const kafka = {
  type: "confluent",
  format: "JSONEachRow",
  brokers: "broker.example.com:9092",
  topics: "clicks",
  authentication: "PLAIN",
  credentials: user("key", old),
};
const s3 = {
  type: "s3",
  format: "CSV",
  url: "https://clicks.s3.eu-west-1.amazonaws.com/*.csv",
  isContinuous: true,
  queueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/clicks",
  authentication: "IAM_USER",
  accessKey: accessKey("AKIAOLD", old),
};
const azure = {
  type: "azureblobstorage",
  format: "JSONEachRow",
  isContinuous: true,
  authentication: "CONNECTION_STRING",
  connectionString: old,
  path: "clicks/*.json",
  azureContainerName: "before",
};
const gcs = {
  type: "gcs",
  format: "Parquet",
  url: "https://storage.googleapis.com/clicks/*.parquet",
  isContinuous: true,
  authentication: "SERVICE_ACCOUNT",
  serviceAccountKey: old,
};
const kinesis = {
  format: "JSONEachRow",
  streamName: "clicks",
  region: "eu-west-1",
  iteratorType: "TRIM_HORIZON",
  authentication: "IAM_USER",
  accessKey: accessKey("AKIAOLD", old),
};
const pubsub = {
  format: "JSONEachRow",
  projectId: "shop-1234",
  topic: "clicks",
  authentication: "SERVICE_ACCOUNT",
  serviceAccountKey: { serviceAccountFile: old },
  seekType: "latest",
};
const orders = { sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders" };
const customers = { sourceSchemaName: "shop", sourceTable: "customers", targetTable: "customers" };
const tls = (name: string, isOn: boolean) => ({
  tlsHost: `${name}.example.com`,
  caCertificate: certificate(name),
  disableTls: !isOn,
  skipCertVerification: !isOn,
});
const postgres = {
  host: "postgres.example.com",
  port: 5432,
  database: "shop",
  credentials: user("clickpipes", old),
  settings: { replicationMode: "cdc" },
  tableMappings: [orders, customers],
};
const mysql = {
  host: "mysql.example.com",
  port: 3307,
  credentials: user("clickpipes", old),
  settings: { replicationMode: "cdc", syncIntervalSeconds: 60 },
  tableMappings: [orders, customers],
};
const mongodb = {
  uri: `mongodb+srv://old:${old}@mongodb.example.com/shop`,
  readPreference: "secondary",
  settings: { replicationMode: "cdc" },
  tableMappings: [
    { sourceDatabaseName: "shop", sourceCollection: "orders", targetTable: "orders" },
    { sourceDatabaseName: "shop", sourceCollection: "customers", targetTable: "customers" },
  ],
};
const bigquery = {
  snapshotStagingPath: "gs://staging/before",
  credentials: { serviceAccountFile: old },
  settings: { replicationMode: "snapshot" },
  tableMappings: [{ sourceDatasetName: "shop", sourceTable: "orders", targetTable: "orders" }],
};
/** A mapping with everything that can be said about columns. */
const detailed = { ...orders, tableEngine: "MergeTree", excludedColumns: ["note", "draft"], useCustomSortingKey: true };

const all = { kafka, kinesis, pubsub, objectStorage: s3, postgres, mysql, mongodb, bigquery };
type Kind = keyof typeof all;
type Parts = Readonly<Record<string, unknown>>;

/** A change of a source, or of the parts of one; without a table it is a database's. */
function source(kind: Kind, parts: Parts, changed: Parts): Change {
  const isTable = ["kafka", "kinesis", "pubsub", "objectStorage"].includes(kind);
  const before: Parts = { ...all[kind], ...parts };
  return {
    from: { source: { [kind]: before }, destination: isTable ? table : { database: "default" } },
    to: { source: { [kind]: { ...before, ...changed } } },
  };
}

/** A change of the table of a pipe, and how it was before. */
const destination = (before: Parts, after: Parts): Change => ({
  from: { source: { kafka }, destination: { ...table, ...before } },
  to: { destination: { ...table, ...before, ...after } },
});

const onKafka = { source: { kafka }, destination: table };

export const clickPipe: Subject = {
  token: "clickhouse:ClickPipe",
  needs: `
const [analytics, other] = ["analytics", "other"].map((name) => new clickhouse.Service(
  name, { provider: "aws", region: "eu-west-1", ipAccessList: [], idleScaling: false }, { protect: false },
));`,
  args: () => ({
    serviceId: expression("analytics.id"),
    source: { mysql },
    destination: { database: "default" },
  }),
  changes: {
    name: { from: { name: "before" }, to: { name: "after" } },
    waitFor: { to: { waitFor: "running" } },
    stopped: { to: { stopped: true } },
    started: { from: { stopped: true }, to: { stopped: undefined } },
    settings: {
      from: { ...onKafka, settings: { streaming_max_insert_wait_ms: 1000, clickhouse_max_threads: 4 } },
      to: { settings: { streaming_max_insert_wait_ms: 2000, clickhouse_parallel_view_processing: true } },
    },
    no_settings: {
      from: { ...onKafka, settings: { clickhouse_max_threads: 4 } },
      to: { settings: undefined },
    },
    scaling_of_kafka: {
      from: { ...onKafka, scaling: { replicas: 1, replicaCpuMillicores: 125, replicaMemoryGb: 0.5 } },
      to: { scaling: { replicas: 2, replicaCpuMillicores: 250, replicaMemoryGb: 1 } },
    },
    scaling_of_storage: {
      ...source("objectStorage", {}, {}),
      to: { scaling: { replicas: 2, replicaCpuMillicores: 2000, replicaMemoryGb: 8, concurrency: 4 } },
    },
    scaling_of_kinesis: { ...source("kinesis", {}, {}), to: { scaling: { replicas: 3 } } },
    scaling_of_pubsub: { ...source("pubsub", {}, {}), to: { scaling: { replicaMemoryGb: 2 } } },
    columns: destination(
      { columns: [table.columns[0], { name: "at", type: "DateTime" }] },
      { columns: [table.columns[0], { name: "at", type: "DateTime64(3)" }, { name: "note", type: "String" }] },
    ),
    fieldMappings: {
      from: { ...onKafka, fieldMappings: [{ sourceField: "key", destinationField: "id" }] },
      to: {
        destination: { ...table, columns: [table.columns[0], { name: "at", type: "DateTime" }] },
        fieldMappings: [
          { sourceField: "uuid", destinationField: "id" },
          { sourceField: "time", destinationField: "at" },
        ],
      },
    },
    kafka_login: source(
      "kafka",
      { type: "kafka", caCertificate: certificate("old"), reversePrivateEndpointIds: ["vpce-1"] },
      {
        authentication: "SCRAM-SHA-512",
        credentials: user("other", fresh),
        caCertificate: certificate("new"),
        reversePrivateEndpointIds: ["vpce-1", "vpce-2"],
      },
    ),
    kafka_access_key: source(
      "kafka",
      { type: "msk", authentication: "IAM_USER", credentials: accessKey("AKIAOLD", old) },
      { credentials: accessKey("AKIANEW", fresh) },
    ),
    kafka_role: source(
      "kafka",
      { type: "msk", authentication: "IAM_USER", credentials: accessKey("AKIAOLD", old) },
      { authentication: "IAM_ROLE", iamRole: role("kafka"), credentials: undefined },
    ),
    kafka_connection_string: source(
      "kafka",
      { type: "azureeventhub", credentials: { connectionString: old } },
      { credentials: { connectionString: fresh } },
    ),
    kafka_certificate: source(
      "kafka",
      { authentication: "MUTUAL_TLS", credentials: { certificate: certificate("old"), privateKey: old } },
      { credentials: { certificate: certificate("new"), privateKey: fresh } },
    ),
    storage_key: source("objectStorage", {}, { accessKey: accessKey("AKIANEW", fresh), skipInitialLoad: true }),
    storage_role: source(
      "objectStorage",
      { queueUrl: undefined, startAfter: "2026/01/01" },
      { authentication: "IAM_ROLE", iamRole: role("storage"), accessKey: undefined, startAfter: "2026/02/01" },
    ),
    storage_of_azure: source(
      "objectStorage",
      { ...azure, url: undefined, queueUrl: undefined, accessKey: undefined },
      { connectionString: fresh, path: "visits/*.json", azureContainerName: "after" },
    ),
    storage_of_google: source(
      "objectStorage",
      { ...gcs, queueUrl: undefined, accessKey: undefined },
      { serviceAccountKey: fresh },
    ),
    kinesis_key: source("kinesis", {}, { accessKey: accessKey("AKIANEW", fresh) }),
    kinesis_role: source("kinesis", {}, { authentication: "IAM_ROLE", iamRole: role("kinesis"), accessKey: undefined }),
    pubsub: source(
      "pubsub",
      { ackDeadline: 10 },
      { serviceAccountKey: { serviceAccountFile: fresh }, ackDeadline: 20 },
    ),
    postgres_connection: source("postgres", tls("old", false), {
      host: "postgres-2.example.com",
      port: 5433,
      database: "store",
      credentials: user("other", fresh),
      ...tls("new", true),
    }),
    postgres_sync: source(
      "postgres",
      {},
      {
        settings: { replicationMode: "cdc", syncIntervalSeconds: 30, pullBatchSize: 5000 },
      },
    ),
    postgres_mappings: source(
      "postgres",
      {},
      {
        tableMappings: [
          { ...detailed, sortingKeys: ["id"], partitionKey: "id", partitionByExpr: "toYYYYMM(at)" },
          { sourceSchemaName: "stock", sourceTable: "items", targetTable: "items" },
        ],
      },
    ),
    mysql_connection: source("mysql", tls("old", false), {
      host: "mysql-2.example.com",
      port: 3308,
      credentials: user("other", fresh),
      serverId: 77,
      ...tls("new", true),
    }),
    mysql_role: source(
      "mysql",
      { authentication: "basic" },
      {
        authentication: "IAM_ROLE",
        iamRole: role("mysql"),
        credentials: { username: "clickpipes" },
      },
    ),
    mysql_sync: source(
      "mysql",
      {},
      {
        settings: { replicationMode: "cdc", syncIntervalSeconds: 30, pullBatchSize: 5000, useCompression: true },
      },
    ),
    mysql_mapping_added: source("mysql", { tableMappings: [orders] }, { tableMappings: [customers, orders] }),
    mysql_mapping_removed: source("mysql", {}, { tableMappings: [customers] }),
    mysql_mappings: source(
      "mysql",
      {},
      {
        tableMappings: [
          { ...detailed, sortingKeys: ["id"], partitionKey: "id" },
          { sourceSchemaName: "stock", sourceTable: "items", targetTable: "items" },
        ],
      },
    ),
    mongodb_connection: source(
      "mongodb",
      { ...tls("old", false), credentials: user("clickpipes", old) },
      {
        uri: "mongodb+srv://mongodb-2.example.com/shop",
        readPreference: "nearest",
        credentials: user("other", fresh),
        ...tls("new", true),
      },
    ),
    mongodb_sync: source(
      "mongodb",
      {},
      {
        settings: { replicationMode: "cdc", syncIntervalSeconds: 30, pullBatchSize: 5000 },
      },
    ),
    mongodb_mappings: source(
      "mongodb",
      {},
      {
        tableMappings: [
          { ...mongodb.tableMappings[0], tableEngine: "MergeTree" },
          { sourceDatabaseName: "stock", sourceCollection: "items", targetTable: "items" },
        ],
      },
    ),
  },
  replacements: {
    serviceId: { to: { serviceId: expression("other.id") } },
    kind: { to: onKafka },
    destination: destination(
      {},
      {
        database: "shop",
        table: "visits",
        tableDefinition: {
          engine: { type: "ReplacingMergeTree", versionColumnId: "id" },
          sortingKey: ["id"],
          partitionBy: "toYYYYMM(now())",
          primaryKey: "id",
        },
        roles: ["writer"],
      },
    ),
    summing: destination(
      {
        columns: [table.columns[0], { name: "a", type: "UInt8" }, { name: "b", type: "UInt8" }],
        tableDefinition: { engine: { type: "SummingMergeTree", columnIds: ["a"] }, sortingKey: ["id"] },
      },
      {
        tableDefinition: { engine: { type: "SummingMergeTree", columnIds: ["a", "b"] }, sortingKey: ["id", "b"] },
      },
    ),
    unmanaged: destination({}, { managedTable: false, tableDefinition: undefined }),
    kafka: source(
      "kafka",
      {
        consumerGroup: "before",
        offset: { strategy: "from_latest" },
        schemaRegistry: {
          url: "https://old.example.com",
          authentication: "PLAIN",
          credentials: user("old", old),
          caCertificate: certificate("old"),
        },
        exactlyOnce: false,
      },
      {
        type: "kafka",
        format: "AvroConfluent",
        brokers: "broker-2.example.com:9092",
        topics: "clicks, visits",
        consumerGroup: "after",
        offset: { strategy: "from_timestamp", timestamp: "2026-01-31T12:00" },
        schemaRegistry: {
          url: "https://new.example.com",
          authentication: "PLAIN",
          credentials: user("new", fresh),
          caCertificate: certificate("new"),
        },
        exactlyOnce: true,
      },
    ),
    storage: source(
      "objectStorage",
      { delimiter: ";", compression: "gzip" },
      {
        type: "gcs",
        format: "CSVWithNames",
        url: "https://storage.googleapis.com/visits/*.csv",
        queueUrl: "projects/shop/subscriptions/visits",
        delimiter: ",",
        compression: "none",
      },
    ),
    storage_read_once: source("objectStorage", { queueUrl: undefined }, { isContinuous: false }),
    kinesis: source(
      "kinesis",
      { useEnhancedFanOut: false },
      {
        format: "Avro",
        streamName: "visits",
        region: "us-east-1",
        useEnhancedFanOut: true,
        iteratorType: "AT_TIMESTAMP",
        timestamp: 1_770_000_000,
      },
    ),
    pubsub_topic: source(
      "pubsub",
      { filter: "attributes.kind = 'a'", enableOrdering: false },
      {
        format: "Avro",
        projectId: "shop-5678",
        topic: "visits",
        seekType: "timestamp",
        seekTimestamp: "2026-01-31T12:00:00Z",
        filter: "attributes.kind = 'b'",
        enableOrdering: true,
      },
    ),
    postgres: source(
      "postgres",
      {
        type: "postgres",
        authentication: "basic",
        settings: {
          replicationMode: "cdc",
          deleteOnMerge: false,
          snapshotNumRowsPerPartition: 1000,
          snapshotNumberOfParallelTables: 1,
          initialLoadParallelism: 1,
          allowNullableColumns: false,
          publicationName: "before",
          enableFailoverSlots: true,
        },
      },
      {
        type: "neon",
        authentication: "IAM_ROLE",
        iamRole: role("postgres"),
        credentials: { username: "clickpipes" },
        settings: {
          replicationMode: "cdc_only",
          deleteOnMerge: true,
          snapshotNumRowsPerPartition: 2000,
          snapshotNumberOfParallelTables: 2,
          initialLoadParallelism: 2,
          allowNullableColumns: true,
          publicationName: "after",
          replicationSlotName: "slot",
          enableFailoverSlots: false,
        },
      },
    ),
    mysql: source(
      "mysql",
      {
        type: "mysql",
        settings: {
          replicationMode: "cdc",
          deleteOnMerge: false,
          snapshotNumRowsPerPartition: 1000,
          snapshotNumberOfParallelTables: 1,
          initialLoadParallelism: 1,
          allowNullableColumns: false,
          replicationMechanism: "GTID",
        },
      },
      {
        type: "rdsmysql",
        settings: {
          replicationMode: "snapshot",
          deleteOnMerge: true,
          snapshotNumRowsPerPartition: 2000,
          snapshotNumberOfParallelTables: 2,
          initialLoadParallelism: 2,
          allowNullableColumns: true,
          replicationMechanism: "FILE_POS",
        },
      },
    ),
    mongodb: source(
      "mongodb",
      {
        settings: {
          replicationMode: "cdc",
          deleteOnMerge: false,
          snapshotNumRowsPerPartition: 1000,
          snapshotNumberOfParallelTables: 1,
          useJsonNativeFormat: false,
        },
      },
      {
        settings: {
          replicationMode: "snapshot",
          deleteOnMerge: true,
          snapshotNumRowsPerPartition: 2000,
          snapshotNumberOfParallelTables: 2,
          useJsonNativeFormat: true,
        },
      },
    ),
    bigquery: source(
      "bigquery",
      {
        settings: {
          replicationMode: "snapshot",
          snapshotNumRowsPerPartition: 1000,
          snapshotNumberOfParallelTables: 1,
          initialLoadParallelism: 1,
          allowNullableColumns: false,
        },
      },
      {
        snapshotStagingPath: "gs://staging/after",
        credentials: { serviceAccountFile: fresh },
        settings: {
          replicationMode: "snapshot",
          snapshotNumRowsPerPartition: 2000,
          snapshotNumberOfParallelTables: 2,
          initialLoadParallelism: 2,
          allowNullableColumns: true,
        },
        tableMappings: [
          {
            sourceDatasetName: "store",
            sourceTable: "sales",
            targetTable: "sales",
            tableEngine: "MergeTree",
            excludedColumns: ["note"],
            useCustomSortingKey: true,
            sortingKeys: ["id"],
          },
        ],
      },
    ),
  },
  atCreation: {
    validated: {
      from: { source: { kafka, validateSamples: true }, destination: table },
      to: { source: { kafka } },
    },
  },
  drift: {
    args: { ...onKafka, scaling: { replicas: 2 }, settings: { clickhouse_max_threads: 4 } },
    change: (admin, resource) =>
      admin.change("clickhouse", "clickPipes", ownId(resource), {
        name: "by hand",
        state: "Stopped",
        destination: { columns: [{ name: "id", type: "UUID" }] },
        settings: { clickhouse_max_threads: 8 },
        scaling: { replicas: 5 },
      }),
    paths: ["name", "stopped", "destination.columns", "settings", "scaling.replicas"],
  },
  remove: (admin, resource) => admin.remove("clickhouse", "clickPipes", ownId(resource)),
  failCreation: (admin) =>
    admin.inject({
      operationId: "getClickPipe",
      fault: { kind: "answer", status: 403, body: { status: 403, error: "FORBIDDEN: no" } },
    }),
  remains: ["backups"],
};
