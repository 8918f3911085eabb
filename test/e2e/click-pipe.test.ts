import { describeLifeCycle } from "./life-cycle.ts";
import { secrets } from "./world.ts";

const ownId = (id = "") => id.slice(id.lastIndexOf("/") + 1);

const orders = '{ sourceSchemaName: "shop", sourceTable: "orders", targetTable: "orders" }';
const customers = '{ sourceSchemaName: "shop", sourceTable: "customers", targetTable: "customers" }';

/** A MySQL source; what is given replaces its own parts. */
function mysql(parts: Readonly<Record<string, string>> = {}): string {
  const source = {
    host: '"db.example.com"',
    port: "3307",
    credentials: `{ username: "clickpipes", password: "${secrets.pipePassword}" }`,
    settings: '{ replicationMode: "cdc", syncIntervalSeconds: 60 }',
    tableMappings: `[${orders}]`,
    ...parts,
  };
  return `{ mysql: { ${Object.entries(source)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")} } }`;
}

const kafka = {
  source: `{ kafka: { type: "confluent", format: "JSONEachRow", brokers: "broker.example.com:9092", topics: "clicks",
    authentication: "PLAIN", credentials: { username: "key", password: "${secrets.pipePassword}" } } }`,
  destination: `{ database: "default", table: "clicks", managedTable: true, columns: [{ name: "id", type: "String" }],
    tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["id"] } }`,
};

describeLifeCycle({
  kind: "clickhouse.ClickPipe",
  needs: `
const analytics = new clickhouse.Service("analytics", {
  provider: "aws", region: "eu-west-1", ipAccessList: [], idleScaling: false,
}, { protect: false });
const other = new clickhouse.Service("other", {
  provider: "aws", region: "eu-west-1", ipAccessList: [], idleScaling: false,
}, { protect: false });`,
  args: () => ({ serviceId: "analytics.id", source: mysql(), destination: '{ database: "default" }' }),
  changes: {
    name: { from: { name: '"before"' }, to: { name: '"after"' } },
    source: { to: { source: mysql({ tableMappings: `[${orders}, ${customers}]` }) } },
    settings: { from: kafka, to: { settings: "{ streaming_max_insert_wait_ms: 2000 }" } },
    scaling: { from: kafka, to: { scaling: "{ replicas: 2, replicaCpuMillicores: 250, replicaMemoryGb: 1 }" } },
    stopped: { to: { stopped: "true" } },
    destination: {
      from: kafka,
      to: { destination: kafka.destination.replace('"String" }]', '"String" }, { name: "at", type: "DateTime" }]') },
    },
    fieldMappings: { from: kafka, to: { fieldMappings: '[{ sourceField: "key", destinationField: "id" }]' } },
    waitFor: { to: { waitFor: '"running"' } },
  },
  fixed: {
    serviceId: { to: { serviceId: "other.id" } },
    kindOfSource: { to: kafka },
    settingsOfSource: { to: { source: mysql({ settings: '{ replicationMode: "snapshot" }' }) } },
    database: { from: kafka, to: { destination: kafka.destination.replace('"clicks"', '"visits"') } },
  },
  drift: {
    change: (admin, { id }) => admin.change("clickhouse", "clickPipes", ownId(id), { name: "by hand" }),
    keys: ["name"],
  },
  remove: (admin, { id }) => admin.remove("clickhouse", "clickPipes", ownId(id)),
  failCreation: (admin) =>
    admin.inject({
      operationId: "getClickPipe",
      fault: { kind: "answer", status: 403, body: { status: 403, error: "FORBIDDEN: no" } },
    }),
  holdsData: false,
  remains: ["backups"],
});
