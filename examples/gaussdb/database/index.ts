import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const orders = new gaussdb.Instance("orders", {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "single",
  vpcId: config.require("vpcId"),
  subnetId: config.require("subnetId"),
  securityGroupId: config.require("securityGroupId"),
  password: config.requireSecret("ordersPassword"),
});

// Those of one instance are created by one call, however many they are. They hold data, so they get Pulumi's option
// `protect`. `deletedWith` spares a call for each when the whole instance goes.
const databases = ["shop", "stock", "ledger"].map(
  (name) => new gaussdb.Database(name, { instanceId: orders.id, name }, { deletedWith: orders }),
);

// Only the comment changes in place; another character set would be another database, without the data.
const legacy = new gaussdb.Database(
  "legacy",
  { instanceId: orders.id, name: "legacy", characterSet: "gbk", comment: "Orders of before 2020; read only" },
  { deletedWith: orders },
);

export const names = [...databases, legacy].map(({ name }) => name);
