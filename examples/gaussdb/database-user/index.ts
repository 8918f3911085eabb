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

// Name and host tell a user together: these are two, each with its password.
const app = new gaussdb.DatabaseUser(
  "app",
  {
    instanceId: orders.id,
    name: "shop_app",
    host: "10.0.1.%",
    password: config.requireSecret("databasePassword"),
    comment: "The shop itself",
  },
  { deletedWith: orders },
);
const jobs = new gaussdb.DatabaseUser(
  "jobs",
  { instanceId: orders.id, name: "shop_app", host: "10.0.2.15", password: config.requireSecret("reportingPassword") },
  { deletedWith: orders },
);

export const users = [app.id, jobs.id];
