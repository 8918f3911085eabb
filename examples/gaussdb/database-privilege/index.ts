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

const password = config.requireSecret("databasePassword");
const inOrders = { instanceId: orders.id };
const shop = new gaussdb.Database("shop", { ...inOrders, name: "shop" }, { deletedWith: orders });
const ledger = new gaussdb.Database("ledger", { ...inOrders, name: "ledger" }, { deletedWith: orders });
const app = new gaussdb.DatabaseUser("app", { ...inOrders, name: "shop_app", host: "10.0.1.%", password });
const reports = new gaussdb.DatabaseUser("reports", { ...inOrders, name: "reports", host: "10.0.2.%", password });

// Privileges on databases that are not named here stay as they are.
new gaussdb.DatabasePrivilege("app", { userId: app.id, databases: [{ name: shop.name, readonly: false }] });

// When `readonly` changes, the user loses access for a moment: the cloud can only revoke and grant again.
new gaussdb.DatabasePrivilege("reports", {
  userId: reports.id,
  databases: [
    { name: shop.name, readonly: true },
    { name: ledger.name, readonly: true },
  ],
});
