/** A valid source of each kind, as a program writes it. */
export const mysql = {
  host: "db.example.com",
  port: 3306,
  credentials: { username: "clickpipes", password: "hunter2" },
  settings: { replicationMode: "cdc", syncIntervalSeconds: 60 },
  tableMappings: [
    { sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders" },
    { sourceSchemaName: "shop", sourceTable: "customers", targetTable: "customers", excludedColumns: ["card"] },
  ],
};

export const postgres = {
  host: "db.example.com",
  port: 5432,
  database: "shop",
  credentials: { username: "clickpipes", password: "hunter2" },
  settings: { replicationMode: "cdc" },
  tableMappings: [{ sourceSchemaName: "public", sourceTable: "orders", targetTable: "orders" }],
};

export const mongodb = {
  uri: "mongodb+srv://clickpipes:hunter2@db.example.com/shop",
  readPreference: "secondary",
  settings: { replicationMode: "cdc" },
  tableMappings: [{ sourceDatabaseName: "shop", sourceCollection: "orders", targetTable: "orders" }],
};

export const bigquery = {
  snapshotStagingPath: "gs://bucket/staging",
  credentials: { serviceAccountFile: "e30=" },
  settings: { replicationMode: "snapshot" },
  tableMappings: [{ sourceDatasetName: "shop", sourceTable: "orders", targetTable: "orders" }],
};

export const kafka = {
  type: "confluent",
  format: "JSONEachRow",
  brokers: "broker-1:9092,broker-2:9092",
  topics: "clicks",
  authentication: "PLAIN",
  credentials: { username: "key", password: "hunter2" },
};

export const kinesis = {
  format: "JSONEachRow",
  streamName: "clicks",
  region: "eu-west-1",
  iteratorType: "LATEST",
  authentication: "IAM_ROLE",
  iamRole: "arn:aws:iam::123456789012:role/clicks",
};

export const objectStorage = {
  type: "s3",
  format: "JSONEachRow",
  url: "https://clicks.s3.amazonaws.com/*.json",
  authentication: "IAM_USER",
  accessKey: { accessKeyId: "AKIA", secretKey: "hunter2" },
};

export const pubsub = {
  format: "JSONEachRow",
  projectId: "my-project",
  topic: "clicks",
  authentication: "SERVICE_ACCOUNT",
  serviceAccountKey: { serviceAccountFile: "e30=" },
  seekType: "latest",
};

export const table = {
  database: "web",
  table: "clicks",
  columns: [
    { name: "id", type: "String" },
    { name: "at", type: "DateTime" },
  ],
  tableDefinition: { engine: { type: "MergeTree" } },
};

const tables = { database: "shop" };

/** All inputs of a valid pipe of each kind. */
export const pipes = {
  mysql: { serviceId: "service-1", source: { mysql }, destination: tables },
  postgres: { serviceId: "service-1", source: { postgres }, destination: tables },
  mongodb: { serviceId: "service-1", source: { mongodb }, destination: tables },
  bigquery: { serviceId: "service-1", source: { bigquery }, destination: tables },
  kafka: { serviceId: "service-1", source: { kafka }, destination: table },
  kinesis: { serviceId: "service-1", source: { kinesis }, destination: table },
  objectStorage: { serviceId: "service-1", source: { objectStorage }, destination: table },
  pubsub: { serviceId: "service-1", source: { pubsub }, destination: table },
};
