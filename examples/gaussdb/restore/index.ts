import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const settings: gaussdb.InstanceArgs = {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "single",
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  securityGroupId: config.require("securityGroupId"),
  password: config.requireSecret("ordersPassword"),
};
const orders = new gaussdb.Instance("orders", settings);
const staging = new gaussdb.Instance("staging", settings);

const before = new gaussdb.Backup("for-staging", { instanceId: orders.id });

// All data of `staging` is overwritten: at the first `up`, whenever another backup is named, and whenever a trigger changes.
new gaussdb.Restore(
  "staging",
  {
    instanceId: staging.id,
    restorePoint: { sourceInstanceId: orders.id, backupId: before.id },
    triggers: [config.get("stagingOf") ?? "2026-03-01"],
  },
  { deletedWith: staging },
);
