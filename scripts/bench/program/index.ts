import { clickhouse, gaussdb } from "pulumi-clickhouse-gaussdb";

// 20 services with two pipes each, 10 instances with a replica each, 10 templates, 5 of them applied, 5 proxies: 100.
for (let service = 1; service <= 20; service += 1) {
  const analytics = new clickhouse.Service(`analytics-${service}`, {
    provider: "aws",
    region: "eu-west-1",
    ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
    minReplicaMemoryGb: 16,
    maxReplicaMemoryGb: 64,
    numReplicas: 3,
    idleScaling: false,
    tags: { team: "orders" },
  });
  new clickhouse.ClickPipe(`orders-${service}`, {
    serviceId: analytics.id,
    source: {
      mysql: {
        host: "203.0.113.10",
        port: 3306,
        credentials: { username: "clickpipes", password: "Clickpipes-bench-1357" },
        settings: { replicationMode: "cdc", syncIntervalSeconds: 60 },
        tableMappings: [{ sourceSchemaName: "shop", sourceTable: "orders", targetTable: `orders_${service}` }],
      },
    },
    destination: { database: "default" },
  });
  new clickhouse.ClickPipe(`clicks-${service}`, {
    serviceId: analytics.id,
    source: {
      kafka: {
        type: "confluent",
        format: "JSONEachRow",
        brokers: "broker-1.example.com:9092",
        topics: "clicks",
        authentication: "PLAIN",
        credentials: { username: "key", password: "Kafka-bench-2468" },
        offset: { strategy: "from_beginning" },
      },
    },
    destination: {
      database: "default",
      table: `clicks_${service}`,
      columns: [
        { name: "id", type: "UInt64" },
        { name: "time", type: "DateTime" },
      ],
      tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["id"] },
    },
    fieldMappings: [
      { sourceField: "id", destinationField: "id" },
      { sourceField: "time", destinationField: "time" },
    ],
  });
}

for (let index = 1; index <= 10; index += 1) {
  const template = new gaussdb.ParameterTemplate(`template-${index}`, {
    datastore: { version: "8.0" },
    parameterValues: { binlog_row_image: "FULL", max_connections: 2000 },
  });
  const orders = new gaussdb.Instance(`orders-${index}`, {
    flavorRef: "gaussdb.mysql.xlarge.x86.4",
    availabilityZoneMode: "multi",
    masterAvailabilityZone: "ap-southeast-3a",
    vpcId: "3cedfc54-b105-4652-a4e0-847b11576b58",
    subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
    securityGroupId: "fc577a1a-f202-424a-977f-24faec3fdd55",
    password: "Orders-bench-2468",
    backupStrategy: { startTime: "18:00-19:00", keepDays: 14 },
    tags: { team: "orders" },
  });
  const replica = new gaussdb.ReadReplica(`replica-${index}`, { instanceId: orders.id, priority: 1 });
  if (index > 5) continue;
  new gaussdb.ParameterTemplateApplication(`template-${index}`, {
    configurationId: template.id,
    configurationUpdated: template.updated,
    instanceIds: [orders.id],
  });
  new gaussdb.Proxy(`orders-${index}`, {
    instanceId: orders.id,
    flavorRef: "gaussdb.proxy.large.x86.2",
    nodeNum: 2,
    masterWeight: 100,
    readonlyNodes: [{ id: replica.id, weight: 200 }],
  });
}
