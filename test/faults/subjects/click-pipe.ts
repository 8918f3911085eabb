import { pipePassword } from "../secrets.ts";
import type { Subject } from "../subject.ts";
import { analytics } from "./analytics.ts";

const mapping = (table: string) => ({ sourceSchemaName: "shop", sourceTable: table, targetTable: table });

const mysql = (...tables: readonly string[]) => ({
  mysql: {
    host: "db.example.com",
    port: 3307,
    credentials: { username: "clickpipes", password: pipePassword },
    settings: { replicationMode: "cdc", syncIntervalSeconds: 60 },
    tableMappings: tables.map(mapping),
  },
});

/** A pipe from a database. */
export const databasePipe: Subject = {
  token: "clickhouse:ClickPipe",
  needs: [analytics],
  args: ({ analytics: made }) => ({
    serviceId: made?.id,
    source: mysql("orders"),
    destination: { database: "default" },
    resyncTrigger: "first",
  }),
  updates: {
    source: () => ({ name: "after", source: mysql("orders", "customers") }),
    resync: () => ({ resyncTrigger: "second" }),
    stopped: () => ({ stopped: true }),
  },
  objects: ["clickhouse", "clickPipes"],
  creation: { operation: "createClickPipe", states: ["Failed"] },
};

const columns = [{ name: "id", type: "String" }];
const destination = {
  database: "default",
  table: "clicks",
  managedTable: true,
  columns,
  tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["id"] },
};

/** A pipe from a queue. */
export const queuePipe: Subject = {
  ...databasePipe,
  args: ({ analytics: made }) => ({
    serviceId: made?.id,
    source: {
      kafka: {
        type: "confluent",
        format: "JSONEachRow",
        brokers: "broker.example.com:9092",
        topics: "clicks",
        authentication: "PLAIN",
        credentials: { username: "key", password: pipePassword },
      },
    },
    destination,
  }),
  updates: {
    settings: () => ({ settings: { streaming_max_insert_wait_ms: 2000 } }),
    scaling: () => ({ scaling: { replicas: 2, replicaCpuMillicores: 250, replicaMemoryGb: 1 } }),
    contents: () => ({
      name: "after",
      destination: { ...destination, columns: [...columns, { name: "at", type: "DateTime" }] },
      fieldMappings: [
        { sourceField: "key", destinationField: "id" },
        { sourceField: "timestamp", destinationField: "at" },
      ],
    }),
  },
};
