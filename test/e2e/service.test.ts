import { describeLifeCycle } from "./life-cycle.ts";
import { secrets } from "./world.ts";

describeLifeCycle({
  kind: "clickhouse.Service",
  args: () => ({
    provider: '"aws"',
    region: '"eu-west-1"',
    ipAccessList: '[{ source: "203.0.113.0/24", description: "Office" }, { source: "198.51.100.0/24" }]',
    minReplicaMemoryGb: "16",
    maxReplicaMemoryGb: "32",
    numReplicas: "3",
    password: `"${secrets.servicePassword}"`,
  }),
  changes: {
    name: { from: { name: '"Orders before"' }, to: { name: '"Orders after"' } },
    ipAccessList: {
      to: { ipAccessList: '[{ source: "198.51.100.0/24" }, { source: "192.0.2.0/24", description: "VPN" }]' },
    },
    releaseChannel: { to: { releaseChannel: '"fast"' } },
    mysqlEndpoint: { to: { mysqlEndpoint: "true" } },
    tags: { from: { tags: '{ team: "orders", stage: "test" }' }, to: { tags: '{ team: "shop", owner: "ada" }' } },
    enableCoreDumps: { to: { enableCoreDumps: "false" } },
    minReplicaMemoryGb: { to: { minReplicaMemoryGb: "24" } },
    maxReplicaMemoryGb: { to: { maxReplicaMemoryGb: "64" } },
    numReplicas: { to: { numReplicas: "2" } },
    idleScaling: { to: { idleScaling: "false" } },
    idleTimeoutMinutes: { from: { idleScaling: "true" }, to: { idleTimeoutMinutes: "30" } },
    password: { to: { password: `"${secrets.newPassword}"` } },
    stopped: { to: { stopped: "true" } },
  },
  fixed: {
    provider: { to: { provider: '"gcp"', region: '"us-central1"' } },
    region: { to: { region: '"us-east-1"' } },
    hasTransparentDataEncryption: { to: { hasTransparentDataEncryption: "true" } },
    profile: { to: { profile: '"v1-highmem-s"' } },
    complianceType: { to: { complianceType: '"hipaa"' } },
    encryptionKey: {
      to: {
        encryptionKey: '"arn:aws:kms:eu-west-1:123456789012:key/1"',
        encryptionAssumedRoleIdentifier: '"arn:aws:iam::123456789012:role/clickhouse"',
      },
    },
  },
  drift: {
    change: (admin, { id = "" }) => admin.change("clickhouse", "services", id, { name: "By hand", numReplicas: 5 }),
    keys: ["name", "numReplicas"],
  },
  remove: (admin, { id = "" }) => admin.remove("clickhouse", "services", id),
  failCreation: (admin) =>
    admin.inject({
      operationId: "updateServicePassword",
      fault: { kind: "answer", status: 400, body: { status: 400, error: "BAD_REQUEST: weak" } },
    }),
  holdsData: true,
  remains: ["backups"],
});
