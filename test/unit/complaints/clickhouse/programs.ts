import type { Properties } from "../../../engine/embedded/property-values.ts";
import type { Declaration } from "../../../faults/stack.ts";

const office = { source: "203.0.113.0/24", description: "Office" };

/** A service with as little as a program must say. */
export function service(args: Properties = {}, name = "analytics"): Declaration {
  const required = { provider: "aws", region: "eu-west-1", ipAccessList: [office] };
  return { token: "clickhouse:Service", name, after: [], args: () => ({ ...required, ...args }) };
}

/** Something that belongs to the service. */
export function ofService(token: string, name: string, args: Properties = {}): Declaration {
  const all: Declaration["args"] = ({ analytics }) => ({ serviceId: analytics?.id, ...args });
  return { token: `clickhouse:${token}`, name, after: ["analytics"], args: all };
}

export const mapping = (table: string, more: Properties = {}) => ({
  sourceSchemaName: "shop",
  sourceTable: table,
  targetTable: table,
  ...more,
});

/** A pipe from a MySQL database. */
export function mysqlPipe(mysql: Properties = {}, more: Properties = {}): Declaration {
  const source = {
    host: "db.example.com",
    port: 3306,
    credentials: { username: "clickpipes", password: "Hunter2-hunter2" },
    settings: { replicationMode: "cdc" },
    tableMappings: [mapping("orders")],
    ...mysql,
  };
  return ofService("ClickPipe", "orders", { source: { mysql: source }, destination: { database: "shop" }, ...more });
}

/** A pipe from a Kafka topic, whose messages follow a schema registry. */
export function kafkaPipe(kafka: Properties = {}, more: Properties = {}): Declaration {
  const source = {
    type: "confluent",
    format: "AvroConfluent",
    brokers: "broker-1.example.com:9092",
    topics: "clicks",
    authentication: "PLAIN",
    credentials: { username: "key", password: "Hunter2-hunter2" },
    schemaRegistry: {
      url: "https://registry.example.com",
      authentication: "PLAIN",
      credentials: { username: "registry", password: "Hunter3-hunter3" },
    },
    ...kafka,
  };
  const destination = {
    database: "web",
    table: "clicks",
    columns: [{ name: "id", type: "String" }],
    tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["id"] },
  };
  return ofService("ClickPipe", "clicks", { source: { kafka: source }, destination, ...more });
}
