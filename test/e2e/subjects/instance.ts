import { expression, found, type Subject } from "../subject.ts";
import { secrets } from "../world.ts";

interface Backup {
  readonly id: string;
  readonly instance_id: string;
  readonly end_time: number;
}

/** Something of the first backup that the cloud has made by itself. */
const ofBackup = (tell: (backup: Backup) => unknown) =>
  found(({ huawei }) => tell(huawei.backups?.find((backup) => "end_time" in backup) as Backup));

const address = (last: number) => ({
  publicIp: `198.51.100.${last}`,
  publicIpId: `6d2a1c7e-3c55-4b53-9d52-6e3a1f0c8${String(last).padStart(3, "0")}`,
});

const prepaid = {
  chargeInfo: { chargeMode: "prePaid", periodType: "month", periodNum: 1, isAutoRenew: false, isAutoPay: true },
  volume: { size: 40 },
};

export const instance: Subject = {
  token: "gaussdb:Instance",
  needs: 'const template = new gaussdb.ParameterTemplate("template", { parameterValues: { max_connections: 1700 } });',
  args: () => ({
    flavorRef: "gaussdb.mysql.xlarge.x86.4",
    availabilityZoneMode: "single",
    vpcId: "3cedfc54-b105-4652-a4e0-847b11576b58",
    subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
    securityGroupId: "fc577a1a-f202-424a-977f-24faec3fdd55",
    password: secrets.password,
    port: 3307,
    finalBackup: false,
  }),
  changes: {
    name: { from: { name: "orders-before" }, to: { name: "orders-after" } },
    alias: { to: { alias: "orders" } },
    flavorRef: { to: { flavorRef: "gaussdb.mysql.2xlarge.x86.4" } },
    flavor_of_prepaid: { from: prepaid, to: { flavorRef: "gaussdb.mysql.2xlarge.x86.4" } },
    password: { to: { password: secrets.newPassword } },
    securityGroupId: { to: { securityGroupId: "0d2d3c5e-9a4d-4f8a-8c55-5a5e4b8a7c11" } },
    port: { to: { port: 3308 } },
    internalIp: { to: { internalIp: "192.168.0.200" } },
    publicIp_bound: { to: address(7) },
    publicIp_other: { from: address(8), to: address(9) },
    publicIp_unbound: { from: address(10), to: { publicIp: undefined, publicIpId: undefined } },
    sslOption: { from: { sslOption: false }, to: { sslOption: true } },
    maintenanceWindow: { to: { maintenanceWindow: { startTime: "10:00", endTime: "14:00" } } },
    backupStrategy: {
      from: { backupStrategy: { startTime: "18:00-19:00", keepDays: 8, period: "1,2" } },
      to: { backupStrategy: { startTime: "20:00-21:00", keepDays: 14, period: "1,3,5" } },
    },
    backupStrategy_in_part: {
      from: { backupStrategy: { startTime: "18:00-19:00", keepDays: 8, period: "1,2" } },
      to: { backupStrategy: { startTime: "23:00-24:00" } },
    },
    tags: {
      from: { tags: { team: "orders", stage: "test", draft: "" } },
      to: { tags: { team: "shop", owner: "ada", urgent: "" } },
    },
    applyRestart: { to: { applyRestart: "immediately" } },
    finalBackup: { to: { finalBackup: true } },
    taken_out: {
      from: { alias: "orders", tags: { team: "orders" }, applyRestart: "inMaintenanceWindow" },
      to: { alias: undefined, tags: undefined, port: undefined, applyRestart: undefined },
    },
  },
  replacements: {
    vpcId: { to: { vpcId: "3cedfc54-b105-4652-a4e0-847b11576b59" } },
    subnetId: { to: { subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ae" } },
    availabilityZoneMode: {
      from: { masterAvailabilityZone: "ap-southeast-3a" },
      to: { availabilityZoneMode: "multi" },
    },
    masterAvailabilityZone: {
      from: { masterAvailabilityZone: "ap-southeast-3a" },
      to: { masterAvailabilityZone: "ap-southeast-3b" },
    },
    timeZone: { to: { timeZone: "UTC+08:00" } },
    lowerCaseTableNames: { to: { lowerCaseTableNames: 0 } },
    enterpriseProjectId: { to: { enterpriseProjectId: "3f2504e0-4f89-41d3-9a0c-0305e82c3301" } },
    dedicatedResourceId: { to: { dedicatedResourceId: "1d07f7ba-f140-46a7-b002-58ba22ee6ff3" } },
    tdeInfo: { to: { tdeInfo: { encryptionType: "AES256" } } },
    chargeInfo: { to: prepaid },
    period: { from: prepaid, to: { chargeInfo: { ...prepaid.chargeInfo, periodType: "year", periodNum: 2 } } },
    datastore: { to: { datastore: { version: "5.7" } } },
  },
  refusedByCloud: ["datastore"],
  atCreation: {
    kernel: {
      from: { datastore: { version: "8.0", kernelVersion: "2.0.57.240900" } },
      to: { datastore: { version: "8.0", kernelVersion: "2.0.54.240600" } },
    },
    replicas: { from: { slaveCount: 3 }, to: { slaveCount: undefined } },
    with_template: {
      from: { configurationId: expression("template.id") },
      to: { configurationId: expression("template.id.apply((id) => id + '-other')") },
    },
    from_backup: {
      from: {
        restorePoint: {
          sourceInstanceId: ofBackup((backup) => backup.instance_id),
          backupId: ofBackup(({ id }) => id),
        },
      },
      to: { restorePoint: undefined },
    },
    from_time: {
      from: {
        restorePoint: {
          sourceInstanceId: ofBackup((backup) => backup.instance_id),
          restoreTime: ofBackup((backup) => new Date(backup.end_time).toISOString()),
        },
      },
      to: { restorePoint: undefined },
    },
  },
  drift: {
    args: {
      alias: "orders",
      tags: { team: "orders" },
      maintenanceWindow: { startTime: "10:00", endTime: "14:00" },
      backupStrategy: { startTime: "20:00-21:00", keepDays: 14 },
      ...address(11),
    },
    change: (admin, { id = "" }) =>
      admin.change("huawei", "instances", id, {
        name: "by-hand",
        alias: "by hand",
        port: 4406,
        security_group_id: "0d2d3c5e-9a4d-4f8a-8c55-5a5e4b8a7c11",
        maintenance_window: "01:00-02:00",
        backup_policy: { start_time: "01:00-02:00", keep_days: 3 },
        tags: [{ key: "team", value: "hand" }],
        eip: null,
      }),
    paths: [
      "name",
      "alias",
      "port",
      "securityGroupId",
      "maintenanceWindow.startTime",
      "maintenanceWindow.endTime",
      "backupStrategy.startTime",
      "backupStrategy.keepDays",
      "tags",
      "publicIp",
      "publicIpId",
    ],
  },
  remove: (admin, { id = "" }) => admin.remove("huawei", "instances", id),
  failCreation: (admin) =>
    admin.inject({ operationId: "updateInstancePort", fault: { kind: "jobFails", reason: "no port" } }),
  holdsData: true,
  remains: ["backups"],
};
