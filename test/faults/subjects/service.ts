import { newPassword, password } from "../secrets.ts";
import type { Subject } from "../subject.ts";

export const service: Subject = {
  token: "clickhouse:Service",
  needs: [],
  args: () => ({
    provider: "aws",
    region: "eu-west-1",
    ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }, { source: "198.51.100.0/24" }],
    minReplicaMemoryGb: 16,
    maxReplicaMemoryGb: 32,
    numReplicas: 3,
    password,
    tags: { team: "orders", stage: "test" },
  }),
  updates: {
    details: () => ({
      name: "Orders after",
      ipAccessList: [{ source: "198.51.100.0/24" }, { source: "192.0.2.0/24", description: "VPN" }],
      releaseChannel: "fast",
      mysqlEndpoint: true,
      tags: { team: "shop", owner: "ada" },
      enableCoreDumps: false,
    }),
    scaling: () => ({ minReplicaMemoryGb: 24, maxReplicaMemoryGb: 64, numReplicas: 2, idleScaling: false }),
    password: () => ({ password: newPassword }),
    stopped: () => ({ stopped: true }),
  },
  objects: ["clickhouse", "services"],
  creation: { operation: "createService", states: ["failed", "degraded"] },
};

/** One whose program still sizes three replicas together. */
export const totalSizedService: Subject = {
  ...service,
  args: () => ({ provider: "aws", region: "eu-west-1", ipAccessList: [], minTotalMemoryGb: 48, maxTotalMemoryGb: 96 }),
  updates: { totalMemory: () => ({ minTotalMemoryGb: 72, maxTotalMemoryGb: 144 }) },
};
