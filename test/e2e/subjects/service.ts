import { createHash } from "node:crypto";
import { expression, found, type Subject } from "../subject.ts";
import { secrets } from "../world.ts";

const hashes = (password: string) => ({
  passwordHash: createHash("sha256").update(password).digest("base64"),
  doubleSha1PasswordHash: createHash("sha1").update(createHash("sha1").update(password).digest()).digest("hex"),
});

const horizontal = {
  autoscalingMode: "horizontal",
  minReplicaMemoryGb: 32,
  maxReplicaMemoryGb: 32,
  numReplicas: undefined,
  minReplicas: 2,
  maxReplicas: 4,
};

/** Time flies in the simulated cloud: a backup of a day would be gone before it is restored. */
const retentionHours = 720;

function keptBackup({ services = [], backups = [] }: Readonly<Record<string, readonly object[]>>): unknown {
  type Kept = { id: string; serviceId: string; backupConfiguration: { backupRetentionPeriodInHours: number } };
  const isKept = ({ backupConfiguration }: Kept) => backupConfiguration.backupRetentionPeriodInHours === retentionHours;
  const service = (services as Kept[]).find(isKept);
  return (backups as Kept[]).find(({ serviceId }) => serviceId === service?.id)?.id;
}

export const service: Subject = {
  token: "clickhouse:Service",
  needs: `
const [first, second] = ["first", "second"].map((name) => new clickhouse.Service(
  name, { provider: "aws", region: "eu-west-1", ipAccessList: [] }, { protect: false },
));
new clickhouse.BackupConfiguration("kept", { serviceId: first.id, backupRetentionPeriodInHours: ${retentionHours} });`,
  args: () => ({
    provider: "aws",
    region: "eu-west-1",
    ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }, { source: "198.51.100.0/24" }],
    minReplicaMemoryGb: 16,
    maxReplicaMemoryGb: 32,
    numReplicas: 3,
    password: secrets.servicePassword,
  }),
  changes: {
    name: { from: { name: "Orders before" }, to: { name: "Orders after" } },
    ipAccessList: {
      to: { ipAccessList: [{ source: "198.51.100.0/24" }, { source: "192.0.2.0/24", description: "VPN" }] },
    },
    releaseChannel: { to: { releaseChannel: "fast" } },
    mysqlEndpoint: { to: { mysqlEndpoint: true } },
    tags: {
      from: { tags: { team: "orders", stage: "", draft: "" } },
      to: { tags: { team: "shop", owner: "ada", stage: "test", urgent: "" } },
    },
    enableCoreDumps: { to: { enableCoreDumps: false } },
    minReplicaMemoryGb: { to: { minReplicaMemoryGb: 24 } },
    maxReplicaMemoryGb: { to: { maxReplicaMemoryGb: 64 } },
    numReplicas: { to: { numReplicas: 2 } },
    to_horizontal: { to: horizontal },
    within_horizontal: { from: horizontal, to: { minReplicas: 3, maxReplicas: 5 } },
    to_vertical: {
      from: horizontal,
      to: { autoscalingMode: "vertical", numReplicas: 3, minReplicas: undefined, maxReplicas: undefined },
    },
    idleScaling: { to: { idleScaling: false } },
    idleTimeoutMinutes: { from: { idleScaling: true }, to: { idleTimeoutMinutes: 30 } },
    password: { to: { password: secrets.newPassword } },
    passwordHash: {
      from: { password: undefined, ...hashes(secrets.servicePassword) },
      to: hashes(secrets.newPassword),
    },
    stopped: { to: { stopped: true } },
    started: { from: { stopped: true }, to: { stopped: undefined } },
    taken_out: {
      from: {
        releaseChannel: "slow",
        mysqlEndpoint: true,
        tags: { team: "orders" },
        enableCoreDumps: false,
        idleScaling: false,
      },
      to: {
        releaseChannel: undefined,
        mysqlEndpoint: undefined,
        tags: undefined,
        enableCoreDumps: undefined,
        idleScaling: undefined,
      },
    },
  },
  replacements: {
    provider: { to: { provider: "gcp", region: "us-central1" } },
    region: { to: { region: "us-east-1" } },
    warehouse: {
      from: { password: undefined, dataWarehouseId: expression("first.dataWarehouseId"), isReadonly: false },
      to: { dataWarehouseId: expression("second.dataWarehouseId"), isReadonly: true },
    },
    byocId: {
      from: { byocId: "byoc-one", minReplicaMemoryGb: 48, maxReplicaMemoryGb: 116 },
      to: { byocId: "byoc-two" },
    },
    hasTransparentDataEncryption: { to: { hasTransparentDataEncryption: true } },
    profile: { to: { profile: "v1-highmem-s" } },
    complianceType: { to: { complianceType: "hipaa" } },
    encryptionKey: {
      to: {
        encryptionKey: "arn:aws:kms:eu-west-1:123456789012:key/1",
        encryptionAssumedRoleIdentifier: "arn:aws:iam::123456789012:role/clickhouse",
      },
    },
  },
  atCreation: {
    restored: {
      from: {
        backupId: found(({ clickhouse }) => keptBackup(clickhouse)),
        privatePreviewTermsChecked: true,
      },
      to: { backupId: undefined, privatePreviewTermsChecked: undefined },
    },
  },
  drift: {
    args: {
      releaseChannel: "slow",
      mysqlEndpoint: true,
      tags: { team: "orders" },
      idleTimeoutMinutes: 20,
      stopped: false,
    },
    change: (admin, { id = "" }) =>
      admin.change("clickhouse", "services", id, {
        name: "By hand",
        ipAccessList: [{ source: "0.0.0.0/0" }],
        releaseChannel: "fast",
        mysqlEndpoint: false,
        tags: [{ key: "team", value: "by-hand" }],
        numReplicas: 5,
        maxReplicaMemoryGb: 64,
        idleTimeoutMinutes: 90,
        state: "stopped",
      }),
    paths: [
      "name",
      "ipAccessList",
      "releaseChannel",
      "mysqlEndpoint",
      "tags",
      "numReplicas",
      "maxReplicaMemoryGb",
      "idleTimeoutMinutes",
      "stopped",
    ],
  },
  remove: (admin, { id = "" }) => admin.remove("clickhouse", "services", id),
  failCreation: (admin) =>
    admin.inject({
      operationId: "updateServicePassword",
      fault: { kind: "answer", status: 400, body: { status: 400, error: "BAD_REQUEST: weak" } },
    }),
  holdsData: true,
  remains: ["backups"],
};
