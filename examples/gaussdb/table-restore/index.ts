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

const shop = new gaussdb.Database(
  "shop",
  { instanceId: orders.id, name: "shop", characterSet: "utf8mb4" },
  { deletedWith: orders },
);

// The backup marks the moment.
const before = new gaussdb.Backup("before-migration", { instanceId: orders.id }, { dependsOn: shop });

// The API makes no tables: they are those of your application. To restore them once more, change a trigger and the name.
new gaussdb.TableRestore(
  "orders-before",
  {
    instanceId: orders.id,
    restoreTime: before.beginTime,
    restoreTables: [{ database: "shop", tables: [{ oldName: "orders", newName: "orders_before" }] }],
  },
  { deletedWith: orders },
);
