import { z } from "zod";
import type { Rule } from "../runtime/resource.ts";
import { atCreation, open, stable } from "../runtime/traits.ts";
import { resource, type ServiceDetail } from "./clickhouse.ts";
import { isOpen } from "./ip-access-list.ts";
import { details, tagList } from "./service/details.ts";
import { password } from "./service/password.ts";
import { scaling } from "./service/scaling.ts";
import { isGone, settled } from "./service/state.ts";
import { stopped } from "./service/stopped.ts";
import { totalMemory } from "./service/total-memory.ts";

const endpoint = z.object({
  protocol: z.string().describe("`https`, `nativesecure` or `mysql`."),
  host: z.string().describe("Host."),
  port: z.number().describe("Port."),
  username: z.string().optional().describe("User name that the protocol needs, if it is not `default`."),
});

const currentScaling = z.object({
  effectiveAutoscalingMode: z.string().optional().describe("Mode: `vertical` or `horizontal`."),
  effectiveMinReplicaMemoryGb: z.number().optional().describe("Least memory of a replica, in GB."),
  effectiveMaxReplicaMemoryGb: z.number().optional().describe("Greatest memory of a replica, in GB."),
  effectiveMinReplicas: z.number().optional().describe("Least number of replicas."),
  effectiveMaxReplicas: z.number().optional().describe("Greatest number of replicas."),
  effectiveIdleScaling: z.boolean().optional().describe("Whether it scales to zero when nobody uses it."),
  effectiveIdleTimeoutMinutes: z.number().optional().describe("Minutes without use before it does."),
  activeEntryId: z.string().optional().describe("Entry of the schedule that is active, if one is."),
});

/** Sizes of replicas on own infrastructure, in GB. */
const byocSizes = [48, 116, 172, 232];

type Total = "minTotalMemoryGb" | "maxTotalMemoryGb";
type Memory = Total | "minReplicaMemoryGb" | "maxReplicaMemoryGb";

/** All replicas together have a size, or each of them. */
const alone = (total: Total): Rule<Partial<Record<Memory, number | undefined>>> => ({
  of: [total, "minReplicaMemoryGb", "maxReplicaMemoryGb"],
  refuse: ({ [total]: value, minReplicaMemoryGb, maxReplicaMemoryGb }) =>
    value !== undefined && (minReplicaMemoryGb ?? maxReplicaMemoryGb) !== undefined
      ? "must not be set together with minReplicaMemoryGb and maxReplicaMemoryGb"
      : undefined,
});

/** A ClickHouse Cloud service. */
export const service = resource({
  token: "clickhouse:Service",
  noun: "ClickHouse service",
  description: "A ClickHouse Cloud service: a ClickHouse database that the vendor runs.",
  inputs: {
    provider: open(["aws", "gcp", "azure"]).describe("Cloud in which it runs."),
    region: open([
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-south-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "ca-central-1",
      "eu-central-1",
      "eu-west-1",
      "eu-west-2",
      "il-central-1",
      "us-east-1",
      "us-east-2",
      "us-west-2",
      "us-east1",
      "us-central1",
      "europe-west2",
      "europe-west4",
      "asia-southeast1",
      "asia-northeast1",
      "eastus",
      "eastus2",
      "westus3",
      "germanywestcentral",
      "centralus",
    ]).describe("Region of that cloud."),
    tier: open(["development", "production"])
      .optional()
      .meta({ deprecated: true })
      .describe("Only for organizations on the old plans; all others must leave it out."),
    dataWarehouseId: z
      .string()
      .optional()
      .describe("Warehouse whose data this further service shares: the `dataWarehouseId` of its first service."),
    isReadonly: z.boolean().optional().describe("Whether a further service of a warehouse only reads. Default false."),
    byocId: z
      .string()
      .optional()
      .describe("Own infrastructure (BYOC) to run in. Needs both memory bounds, each one of 48, 116, 172, 232."),
    encryptionKey: z.string().optional().describe("ARN of an own key to encrypt the disks with. AWS only."),
    encryptionAssumedRoleIdentifier: z.string().optional().describe("ARN of the role that may use `encryptionKey`."),
    hasTransparentDataEncryption: z
      .boolean()
      .optional()
      .describe("Transparent data encryption. ENTERPRISE plan; AWS, GCP."),
    profile: open(["v1-default", "v1-highmem-xs", "v1-highmem-s"])
      .optional()
      .describe("Hardware profile. ENTERPRISE plan."),
    complianceType: open(["hipaa", "pci"]).optional().describe("Compliance regime, once the organization has it."),
    backupId: atCreation(z.string())
      .optional()
      .describe("Backup to restore the first data from. It counts at creation only and is never told again."),
    privatePreviewTermsChecked: atCreation(z.boolean())
      .optional()
      .describe("Consent to the terms of a private preview. It counts at creation only."),
  },
  outputs: {
    state: z.string().describe("State, for example `running`, `idle`, `stopped`, `degraded` or `failed`."),
    name: z.string().describe("Name."),
    dataWarehouseId: stable(z.string()).describe("Warehouse that holds the data; further services share it."),
    clickhouseVersion: z.string().describe("Version of ClickHouse."),
    endpoints: stable(z.array(endpoint), "mysqlEndpoint").describe("Addresses by protocol."),
    httpsUrl: stable(z.string()).describe(
      "Address for HTTPS clients, for example `https://abc.eu-west-1.aws.clickhouse.cloud:8443`.",
    ),
    nativeHost: stable(z.string()).describe("Host for clients of the native protocol."),
    nativePort: stable(z.number()).describe("Port for clients of the native protocol."),
    mysqlHost: stable(z.string().optional(), "mysqlEndpoint").describe(
      "Host for MySQL clients, while `mysqlEndpoint` is on.",
    ),
    mysqlPort: stable(z.number().optional(), "mysqlEndpoint").describe(
      "Port for MySQL clients, while `mysqlEndpoint` is on.",
    ),
    iamRole: stable(z.string()).describe("IAM role of the service, for access to buckets."),
    encryptionRoleId: stable(z.string().optional()).describe(
      "IAM role that must be allowed to use the key of a `TransparentDataEncryptionKey`.",
    ),
    currentScaling: currentScaling
      .optional()
      .describe("Size in effect now: that of a `ScalingSchedule` while one of its entries is active."),
    isPrimary: stable(z.boolean()).describe("Whether it is the first service of its warehouse."),
    createdAt: stable(z.string()).describe("Time of the creation."),
  },
  aspects: [details, totalMemory, scaling, password, stopped],
  timeLimits: { create: 90, update: 60, delete: 60 },
  holdsData: "all its data",
  rules: [
    {
      of: ["encryptionKey", "encryptionAssumedRoleIdentifier"],
      refuse: ({ encryptionKey, encryptionAssumedRoleIdentifier }) =>
        (encryptionKey === undefined) === (encryptionAssumedRoleIdentifier === undefined)
          ? undefined
          : "must be set together with encryptionAssumedRoleIdentifier",
    },
    {
      of: ["isReadonly", "dataWarehouseId"],
      refuse: ({ isReadonly, dataWarehouseId }) =>
        isReadonly && dataWarehouseId === undefined ? "needs dataWarehouseId" : undefined,
    },
    {
      of: ["password", "dataWarehouseId"],
      refuse: ({ password, passwordHash, dataWarehouseId }) =>
        dataWarehouseId !== undefined && (password ?? passwordHash) !== undefined
          ? "must not be set: a further service of a warehouse has the password of the first"
          : undefined,
    },
    alone("minTotalMemoryGb"),
    alone("maxTotalMemoryGb"),
    {
      of: ["byocId", "minReplicaMemoryGb", "maxReplicaMemoryGb"],
      refuse: ({ byocId, minReplicaMemoryGb, maxReplicaMemoryGb }) =>
        byocId !== undefined && ![minReplicaMemoryGb, maxReplicaMemoryGb].every((size) => byocSizes.includes(size ?? 0))
          ? `needs minReplicaMemoryGb and maxReplicaMemoryGb, each one of ${byocSizes.join(", ")}`
          : undefined,
    },
  ],
  notice: ({ ipAccessList }) =>
    isOpen(ipAccessList) ? "The service will be reachable for everybody (0.0.0.0/0)." : undefined,

  async create({ cloud, inputs, created }) {
    const { password, passwordHash, doubleSha1PasswordHash: _, stopped: __, mysqlEndpoint, tags, ...rest } = inputs;
    const made = await cloud.begin("createService", {
      body: {
        ...rest,
        tags: tags && tagList(tags),
        endpoints: mysqlEndpoint === undefined ? undefined : [{ protocol: "mysql", enabled: mysqlEndpoint }],
      },
    });
    const own = password !== undefined || passwordHash !== undefined;
    created(made.service?.id ?? "", own || made.password === undefined ? {} : { password: made.password });
  },
  async find({ cloud, inputs: { name, provider, region } }) {
    const services = await cloud.services.list();
    const same = services.filter((one) => one.name === name && one.provider === provider && one.region === region);
    return same.filter(({ state }) => !isGone(state)).map(({ id }) => id);
  },
  async ready({ cloud, id }) {
    await settled(cloud, id, "waiting for the service");
  },
  async read({ cloud, id }) {
    const detail = await cloud.services.get(id);
    return detail === undefined || isGone(detail.state) ? undefined : view(detail);
  },
  ailment({ state }) {
    if (state === "failed") return { text: "The service has failed.", dead: true };
    return state === "degraded" ? { text: "The service is degraded." } : undefined;
  },
  async delete({ cloud, id }) {
    const state = await settled(cloud, id, "waiting for the service");
    if (state === undefined) return;
    // All other states may be deleted as they are, and a failed service never gets to `stopped`.
    if (["running", "partially_running"].includes(state)) {
      await cloud.change("updateServiceState", { serviceId: id, body: { command: "stop" } });
      await settled(cloud, id, "stopping", (reached) => !["running", "partially_running"].includes(reached));
    }
    await cloud.change("deleteService", { serviceId: id });
    await settled(cloud, id, "deleting", () => false);
  },
});

function view(detail: ServiceDetail): Record<string, unknown> {
  const endpoints = (detail.endpoints ?? []).map(({ username, ...rest }) => ({
    ...rest,
    ...(username ? { username } : {}),
  }));
  const at = (protocol: string) => endpoints.find((endpoint) => endpoint.protocol === protocol);
  const [https, native, mysql] = [at("https"), at("nativesecure"), at("mysql")];
  return {
    ...detail,
    endpoints,
    httpsUrl: https && `https://${https.host}:${https.port}`,
    nativeHost: native?.host,
    nativePort: native?.port,
    mysqlHost: mysql?.host ?? null,
    mysqlPort: mysql?.port ?? null,
    currentScaling: detail.currentScaling ? { activeEntryId: null, ...detail.currentScaling } : null,
  };
}
