import { z } from "zod";
import { atCreation, option, stable } from "../runtime/traits.ts";
import { type GaussDb, type InstanceDetail, resource } from "./gaussdb.ts";
import { alias } from "./instance/alias.ts";
import { autoScaling } from "./instance/auto-scaling.ts";
import { backupProtection } from "./instance/backup-protection.ts";
import { backupStrategy, inWordsOfCloud } from "./instance/backup-strategy.ts";
import { elasticIp, exposure } from "./instance/elastic-ip.ts";
import { finalBackup } from "./instance/final-backup.ts";
import { flavor } from "./instance/flavor.ts";
import { fullSql } from "./instance/full-sql.ts";
import { kernelVersion } from "./instance/kernel-version.ts";
import { maintenanceWindow } from "./instance/maintenance-window.ts";
import { monitoring } from "./instance/monitoring.ts";
import { name } from "./instance/name.ts";
import { nodesOf, restartPending } from "./instance/nodes.ts";
import { parameters } from "./instance/parameters.ts";
import { password } from "./instance/password.ts";
import { port } from "./instance/port.ts";
import { privateDns, privateDnsNameOf } from "./instance/private-dns.ts";
import { privateIp } from "./instance/private-ip.ts";
import { pendingRestart } from "./instance/restart.ts";
import { securityGroup } from "./instance/security-group.ts";
import { serverlessPolicy } from "./instance/serverless-policy.ts";
import { slowLogMasking } from "./instance/slow-log-masking.ts";
import { sqlThrottling } from "./instance/sql-throttling.ts";
import { ssl } from "./instance/ssl.ts";
import { tags } from "./instance/tags.ts";
import { volume } from "./instance/volume.ts";
import { idle } from "./jobs.ts";
import { orderFollower } from "./orders.ts";
import { precheck, requireResources } from "./precheck.ts";
import { restoreBody, restorePoint, restorePointRule } from "./restore-point.ts";
import { isOn } from "./switches.ts";

const chargeInfo = z.object({
  chargeMode: z.enum(["postPaid", "prePaid"]).describe("`postPaid`: pay-per-use. `prePaid`: yearly/monthly."),
  periodType: z
    .enum(["month", "year"])
    .optional()
    .describe("Unit of the period. Required with `prePaid`, and only then."),
  periodNum: z
    .int()
    .min(1)
    .max(9)
    .optional()
    .describe("Number of units: 1 to 9 months or 1 to 3 years. With `prePaid` only."),
  isAutoRenew: atCreation(z.boolean())
    .optional()
    .describe(
      "Renew for the same period at its end, and pay for it. Default false. It counts at creation only; later changes are " +
        "made in the billing center.",
    ),
  isAutoPay: atCreation(z.boolean())
    .optional()
    .describe(
      "Pay the order from the account, and those of later changes; if not, somebody must pay each by hand. Required with " +
        "`prePaid`. It counts at creation only.",
    ),
});

/** A GaussDB(for MySQL) instance: one primary node and its read replicas on shared storage (4.3). */
export const instance = resource({
  token: "gaussdb:Instance",
  noun: "GaussDB instance",
  description:
    "A GaussDB(for MySQL) instance: a primary node and read replicas on shared storage (4.3.1). Further read replicas " +
    "are resources of their own, `ReadReplica`.",
  inputs: {
    availabilityZoneMode: z
      .enum(["single", "multi"])
      .describe("Nodes in one zone or in several. It cannot change later."),
    masterAvailabilityZone: z
      .string()
      .min(1)
      .optional()
      .describe("Zone of the primary node, for example `ap-southeast-3a`."),
    vpcId: z.string().min(1).describe("VPC."),
    subnetId: z.string().min(1).describe("Network id of the subnet."),
    datastore: z
      .object({
        type: z.literal("gaussdb-mysql").optional().describe("Engine. Only `gaussdb-mysql`."),
        version: z
          .string()
          .regex(/^\d+\.\d+$/, "must have two parts, such as 8.0")
          .describe("Version of the engine in two parts, for example `8.0` (4.1.1)."),
        kernelVersion: atCreation(z.string().regex(/^\d+(\.\d+){3}$/, "must have four parts, such as 2.0.28.18"))
          .optional()
          .describe("Kernel version in four parts; for accounts that support has enabled for it."),
      })
      .default({ version: "8.0" })
      .describe("Engine and version. Default `8.0`."),
    chargeInfo: chargeInfo.optional().describe("Billing. Default pay-per-use."),
    timeZone: z
      .string()
      .regex(/^UTC[+-](0\d|1[0-2]):00$/, "must be whole hours from UTC-12:00 to UTC+12:00")
      .optional()
      .describe("Time zone, for example `UTC+08:00`. Default UTC."),
    lowerCaseTableNames: z
      .literal([0, 1])
      .optional()
      .describe("1: table names are stored in lower case; 0: as given, and their case matters. Default 1."),
    enterpriseProjectId: z
      .string()
      .optional()
      .describe("Enterprise project. Required if the account has them enabled."),
    dedicatedResourceId: z.string().optional().describe("Dedicated resource pool."),
    tdeInfo: z
      .object({ encryptionType: z.enum(["AES256", "SM4"]).describe("Algorithm.") })
      .optional()
      .describe("Transparent data encryption (public beta, on request)."),
    slaveCount: atCreation(z.int().min(1).max(9).default(1)).describe(
      "Read replicas that the instance is created with: 1 to 9. Default 1. It counts at creation only.",
    ),
    configurationId: atCreation(z.string().min(1))
      .optional()
      .describe(
        "Parameter template to create the instance with. Later changes go through `ParameterTemplateApplication`.",
      ),
    restorePoint: atCreation(restorePoint)
      .optional()
      .describe(
        "Where the instance's first data comes from: a backup, or another instance at a point in time (4.3.1). A deleted " +
          "instance is restored from the backup that the recycle bin keeps of it (4.3.36).",
      ),
    finalBackup: option(z.boolean().default(true)).describe(
      "Make a manual backup before the instance is deleted; the deletion stops if that fails. Default true. The backup " +
        "outlives the instance and costs. For how long the recycle bin keeps a deleted instance is a setting of the " +
        "project, `RecyclePolicy`.",
    ),
    precheck,
  },
  outputs: {
    state: z.string().describe("State: `creating`, `normal`, `abnormal` or `createfail`."),
    name: z.string().describe("Name."),
    port: stable(z.number(), "port").describe("Port of the database."),
    configurationId: z.string().describe("Parameter template that the instance uses."),
    privateWriteIp: stable(z.string(), "internalIp").describe("Private address for reading and writing."),
    privateDnsName: stable(z.string().optional(), "privateDnsPrefix").describe(
      "Private domain name for reading and writing, if there is one.",
    ),
    currentKernelVersion: z.string().describe("Kernel version in use."),
    dbUserName: stable(z.string()).describe("Name of the administrator, `root`."),
    nodes: z
      .array(
        z.object({
          id: z.string().describe("Id."),
          name: z.string().describe("Name."),
          type: z.string().describe("`master` or `slave`."),
          needRestart: z.boolean().describe("Whether a parameter waits for a restart of the node."),
        }),
      )
      .describe("All nodes, also those of `ReadReplica` resources."),
    restartPending: z.boolean().describe("Whether a parameter waits for a restart."),
  },
  aspects: [
    name,
    alias,
    flavor,
    password,
    securityGroup,
    volume,
    port,
    privateIp,
    elasticIp,
    ssl,
    maintenanceWindow,
    backupStrategy,
    backupProtection,
    tags,
    privateDns,
    serverlessPolicy,
    autoScaling,
    monitoring,
    fullSql,
    slowLogMasking,
    sqlThrottling,
    kernelVersion,
    parameters,
    // Last: what was changed before may need the restart.
    pendingRestart,
  ],
  timeLimits: { create: 90, update: 90, delete: 60 },
  holdsData: "all its data",
  // By 4.3.1 names may repeat, by the list of error codes (DBS.200022) they may not.
  deleteBeforeReplace: true,
  rules: [
    {
      of: ["chargeInfo"],
      refuse: ({ chargeInfo: charge }) => {
        if (charge?.chargeMode !== "prePaid") return undefined;
        const missing = (["periodType", "periodNum", "isAutoPay"] as const).filter((key) => charge[key] === undefined);
        return missing.length > 0 ? `prePaid needs ${missing.join(", ")}` : undefined;
      },
    },
    {
      of: ["chargeInfo.periodNum", "chargeInfo.periodType"],
      refuse: ({ chargeInfo: charge }) =>
        charge?.periodType === "year" && (charge.periodNum ?? 0) > 3 ? "must be at most 3 for years" : undefined,
    },
    {
      of: ["volume", "chargeInfo"],
      refuse: ({ volume, chargeInfo: charge }) =>
        volume && charge?.chargeMode !== "prePaid"
          ? "is for yearly/monthly instances only (chargeMode prePaid)"
          : undefined,
    },
    restorePointRule,
  ],
  notice({ chargeInfo: charge, publicIp }) {
    const isOrdered = charge?.chargeMode === "prePaid";
    const order = isOrdered ? ["A yearly/monthly instance is ordered: it is paid for the whole period."] : [];
    return [...order, ...(publicIp ? [exposure(publicIp)] : [])].join(" ") || undefined;
  },

  async precheck({ cloud, inputs }) {
    if (!inputs.precheck) return;
    await requireResources(cloud, {
      action: "createInstance",
      resource: {
        enterprise_project_id: inputs.enterpriseProjectId ?? "0",
        instance_num: 1,
        mode: "Cluster",
        availability_zone_mode: inputs.availabilityZoneMode,
        availability_zone: inputs.masterAvailabilityZone,
        // Whether the primary counts is not said; one that fits with it fits without.
        node_num: inputs.slaveCount + 1,
        flavor_ref: inputs.flavorRef,
        subnet_id: inputs.subnetId,
      },
    });
  },
  async create({ cloud, inputs, created }) {
    const made = await cloud.begin("createInstance", { body: creationBody(cloud, inputs) });
    created(made.instance?.id ?? "", { password: inputs.password });
    await cloud.finished(made, "creating the instance", "15 to 25 min");
  },
  async find({ cloud, inputs: { name, vpcId, subnetId } }) {
    const found = await cloud.get("listInstances", { name: String(name) });
    const same = (found?.instances ?? []).filter(
      (other) => other.name === name && other.vpc_id === vpcId && other.subnet_id === subnetId,
    );
    return same.map(({ id }) => id);
  },
  async ready({ cloud, id }) {
    let follow: (() => Promise<string>) | undefined;
    await cloud.wait({
      what: "creating",
      usual: "15 to 25 min",
      async look() {
        const instance = await cloud.instances.get(id);
        if (instance?.status !== "creating") return { done: undefined };
        if (!instance.charge_info?.order_id) return { now: instance.status };
        follow ??= orderFollower(cloud, "creating the instance", instance.charge_info);
        return { now: await follow() };
      },
    });
    await idle(cloud, id);
  },
  async read({ cloud, id }) {
    const detail = await cloud.instances.get(id);
    return detail && { ...view(detail), chargeInfo: await chargeOf(cloud, detail) };
  },
  ailment({ state, restartPending: pending }) {
    if (state === "createfail") return { text: "The creation of this instance has failed (createfail).", dead: true };
    if (state === "abnormal") return { text: "The instance is abnormal." };
    return pending ? { text: "A parameter waits for a restart of this instance (see applyRestart)." } : undefined;
  },
  async delete({ cloud, id, state }) {
    const remove = async (cloud: GaussDb) => {
      const instance = await cloud.instances.get(id);
      if (instance === undefined) return;
      // One that was never built, for example because nobody has paid its order, has no data.
      const isBuilt = instance.status !== "creating" && instance.status !== "createfail";
      if (state.finalBackup !== false && isBuilt) await finalBackup(cloud, id, String(state.name ?? id));
      await cloud.change("deleteInstance", { instance_id: id });
      await cloud.wait({
        what: "deleting",
        usual: "2 to 5 min",
        look: async () => ((await cloud.instances.get(id)) === undefined ? { done: true } : { now: "still listed" }),
      });
    };
    await cloud.exclusively(id, remove, { minutes: 10 });
  },
});

type Inputs = Parameters<typeof instance.create>[0]["inputs"];

function creationBody(cloud: GaussDb, inputs: Inputs) {
  const { chargeInfo: charge, restorePoint: point, datastore, volume, backupStrategy: backups } = inputs;
  return {
    region: cloud.region,
    name: String(inputs.name),
    datastore: {
      type: "gaussdb-mysql" as const,
      version: datastore.version,
      kernel_version: datastore.kernelVersion,
    },
    mode: "Cluster" as const,
    flavor_ref: inputs.flavorRef,
    vpc_id: inputs.vpcId,
    subnet_id: inputs.subnetId,
    password: inputs.password,
    availability_zone_mode: inputs.availabilityZoneMode,
    slave_count: inputs.slaveCount,
    security_group_id: inputs.securityGroupId,
    configuration_id: inputs.configurationId,
    time_zone: inputs.timeZone,
    master_availability_zone: inputs.masterAvailabilityZone,
    lower_case_table_names: inputs.lowerCaseTableNames,
    enterprise_project_id: inputs.enterpriseProjectId,
    dedicated_resource_id: inputs.dedicatedResourceId,
    volume: volume && { size: String(volume.size) },
    tde_info: inputs.tdeInfo && { enable_tde: true, encryption_type: inputs.tdeInfo.encryptionType },
    charge_info: charge && chargeBody(charge),
    restore_point: point && restoreBody(point),
    tags: inputs.tags && Object.entries(inputs.tags).map(([key, value]) => ({ key, value })),
    backup_strategy: backups && {
      start_time: inWordsOfCloud(backups.startTime),
      keep_days: backups.keepDays?.toString(),
    },
  };
}

function chargeBody(charge: z.infer<typeof chargeInfo>) {
  return {
    charge_mode: charge.chargeMode,
    period_type: charge.periodType,
    period_num: charge.periodNum,
    is_auto_renew: charge.isAutoRenew === undefined ? undefined : flag(charge.isAutoRenew),
    is_auto_pay: charge.isAutoPay === undefined ? undefined : flag(charge.isAutoPay),
  };
}

function flag(value: boolean): "true" | "false" {
  return value ? "true" : "false";
}

function view(detail: InstanceDetail): Record<string, unknown> {
  return {
    name: detail.name,
    alias: detail.alias ?? "",
    state: detail.status,
    availabilityZoneMode: detail.az_mode,
    masterAvailabilityZone: detail.master_az_code,
    vpcId: detail.vpc_id,
    subnetId: detail.subnet_id,
    securityGroupId: detail.security_group_id,
    datastore: detail.datastore && { type: "gaussdb-mysql", version: twoParts(detail.datastore.version) },
    timeZone: detail.time_zone,
    enterpriseProjectId: detail.enterprise_project_id === undefined ? undefined : String(detail.enterprise_project_id),
    dedicatedResourceId: detail.dedicated_resource_id || undefined,
    configurationId: detail.configuration_id,
    port: detail.port === undefined ? undefined : Number(detail.port),
    internalIp: detail.private_write_ips?.[0],
    privateWriteIp: detail.private_write_ips?.[0],
    privateDnsName: privateDnsNameOf(detail),
    currentKernelVersion: detail.datastore?.kernel_version,
    dbUserName: detail.db_user_name,
    nodes: nodesOf(detail),
    restartPending: restartPending(detail),
  };
}

/** The details tell the mode only; the list tells how a yearly/monthly instance was ordered. */
async function chargeOf(cloud: GaussDb, { id, charge_info: charge }: InstanceDetail) {
  if (charge?.charge_mode !== "prePaid") return charge && { chargeMode: charge.charge_mode };
  const { period_type, period_num, is_auto_renew, is_auto_pay } =
    (await cloud.instanceSummaries.get(id))?.charge_info ?? {};
  return {
    chargeMode: charge.charge_mode,
    periodType: period_type,
    periodNum: period_num === undefined ? undefined : Number(period_num),
    isAutoRenew: isOn(is_auto_renew),
    isAutoPay: isOn(is_auto_pay),
  };
}

/** The cloud answers `8.0` with more figures than it was given. */
function twoParts(version: string | undefined): string | undefined {
  return version?.split(".").slice(0, 2).join(".");
}
