import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

// As promises, before anything is made: what is on sale decides what the program declares.
const flavors = await gaussdb.getFlavors({ availabilityZoneMode: "single" });
const flavor = flavors.find(({ type, vcpus, ram }) => type === "x86" && vcpus === 4 && ram === 16);
if (flavor?.specCode === undefined) throw new Error("4 vCPUs with 16 GB are not on sale in this region.");
const [zone] = Object.entries(flavor.azStatus ?? {}).find(([, status]) => status === "normal") ?? [];

// Whether there is enough of it. (`precheck: true` does this at each creation.)
const { result: isAvailable } = await gaussdb.checkResource({
  action: "createInstance",
  resource: {
    instanceNum: 1,
    nodeNum: 2,
    mode: "Cluster",
    availabilityZoneMode: "single",
    flavorRef: flavor.specCode,
    subnetId: config.require("subnetId"),
    enterpriseProjectId: "0",
    ...(zone && { availabilityZone: zone }),
  },
});
if (!isAvailable) throw new Error("There are not enough resources, or the quota is used up.");

const orders = new gaussdb.Instance("orders", {
  flavorRef: flavor.specCode,
  availabilityZoneMode: "single",
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  securityGroupId: config.require("securityGroupId"),
  password: config.requireSecret("ordersPassword"),
});

// As outputs, of what the program makes: the first preview does not know them yet. Every list is read to its end.
const parameters = gaussdb.getInstanceParametersOutput({ instanceId: orders.id });
const ranges = gaussdb.getRestorableTimeRangesOutput({ instanceId: orders.id });
const charsets = gaussdb.getDatabaseCharsetsOutput({ instanceId: orders.id });

export const needRestart = parameters.apply((all) => all.filter(({ restartRequired }) => restartRequired).length);
export const restorableSince = ranges.apply(([oldest]) => oldest?.startTime);
export const hasUtf8 = charsets.apply((all) => all.includes("utf8mb4"));
