import { describeLifeCycle } from "./life-cycle.ts";
import { secrets } from "./world.ts";

const flavor = '"gaussdb.mysql.xlarge.x86.4"';

describeLifeCycle({
  kind: "gaussdb.Instance",
  args: () => ({
    flavorRef: flavor,
    availabilityZoneMode: '"single"',
    vpcId: '"3cedfc54-b105-4652-a4e0-847b11576b58"',
    subnetId: '"c1cfa53c-65d3-431e-8552-326bf310c7ad"',
    securityGroupId: '"fc577a1a-f202-424a-977f-24faec3fdd55"',
    password: `"${secrets.password}"`,
    port: "3307",
    finalBackup: "false",
  }),
  changes: {
    name: { from: { name: '"orders-before"' }, to: { name: '"orders-after"' } },
    alias: { to: { alias: '"orders"' } },
    flavorRef: { to: { flavorRef: '"gaussdb.mysql.2xlarge.x86.4"' } },
    password: { to: { password: `"${secrets.newPassword}"` } },
    securityGroupId: { to: { securityGroupId: '"0d2d3c5e-9a4d-4f8a-8c55-5a5e4b8a7c11"' } },
    port: { to: { port: "3308" } },
    internalIp: { to: { internalIp: '"192.168.0.200"' } },
    publicIp: {
      to: { publicIp: '"198.51.100.7"', publicIpId: '"6d2a1c7e-3c55-4b53-9d52-6e3a1f0c8b21"' },
      keys: ["publicIp", "publicIpId"],
    },
    sslOption: { to: { sslOption: "true" } },
    maintenanceWindow: { to: { maintenanceWindow: '{ startTime: "10:00", endTime: "14:00" }' } },
    backupStrategy: { to: { backupStrategy: '{ startTime: "20:00-21:00", keepDays: 14, period: "1,3,5" }' } },
    tags: { from: { tags: '{ team: "orders", stage: "test" }' }, to: { tags: '{ team: "shop", owner: "ada" }' } },
    finalBackup: { to: { finalBackup: "true" } },
  },
  fixed: {
    vpcId: { to: { vpcId: '"3cedfc54-b105-4652-a4e0-847b11576b59"' } },
    subnetId: { to: { subnetId: '"c1cfa53c-65d3-431e-8552-326bf310c7ae"' } },
    availabilityZoneMode: { to: { availabilityZoneMode: '"multi"', masterAvailabilityZone: '"ap-southeast-3a"' } },
    masterAvailabilityZone: {
      from: { masterAvailabilityZone: '"ap-southeast-3a"' },
      to: { masterAvailabilityZone: '"ap-southeast-3b"' },
    },
    timeZone: { to: { timeZone: '"UTC+08:00"' } },
    lowerCaseTableNames: { to: { lowerCaseTableNames: "0" } },
    dedicatedResourceId: { to: { dedicatedResourceId: '"1d07f7ba-f140-46a7-b002-58ba22ee6ff3"' } },
    tdeInfo: { to: { tdeInfo: '{ encryptionType: "AES256" }' } },
    chargeInfo: {
      to: { chargeInfo: '{ chargeMode: "prePaid", periodType: "month", periodNum: 1, isAutoPay: true }' },
    },
    datastore: { to: { datastore: '{ version: "5.7" }' } },
  },
  refusedByCloud: ["datastore"],
  drift: {
    change: (admin, { id = "" }) => admin.change("huawei", "instances", id, { port: 4406, alias: "by hand" }),
    keys: ["port"],
  },
  remove: (admin, { id = "" }) => admin.remove("huawei", "instances", id),
  failCreation: (admin) =>
    admin.inject({ operationId: "updateInstancePort", fault: { kind: "jobFails", reason: "no port" } }),
  holdsData: true,
  remains: ["backups"],
});
