import { clickhouse } from "pulumi-clickhouse-gaussdb";

// It holds data, so it gets Pulumi's option `protect`: to destroy it, set `protect: false` first.
const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [
    { source: "203.0.113.0/24", description: "Office" },
    { source: "198.51.100.7", description: "Continuous integration" },
  ],
  // What the service is given for each replica, and so what it costs, at least and at most.
  minReplicaMemoryGb: 16,
  maxReplicaMemoryGb: 64,
  numReplicas: 3,
  idleScaling: true,
  idleTimeoutMinutes: 15,
  releaseChannel: "slow",
  mysqlEndpoint: true,
  tags: { environment: "production", team: "orders" },
});

// The same data with compute of its own: reports do not slow the application down. It has the password of the first.
const reports = new clickhouse.Service("reports", {
  provider: "aws",
  region: "eu-west-1",
  dataWarehouseId: analytics.dataWarehouseId,
  isReadonly: true,
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
  minReplicaMemoryGb: 8,
  maxReplicaMemoryGb: 32,
  numReplicas: 1,
  tags: { environment: "production", team: "reporting" },
});

export const url = analytics.httpsUrl;
export const nativeHost = analytics.nativeHost;
export const nativePort = analytics.nativePort;
export const mysqlHost = analytics.mysqlHost;
export const reportsUrl = reports.httpsUrl;
// The vendor has made it up, and tells it once only. It is encrypted in the state.
export const password = analytics.password;
