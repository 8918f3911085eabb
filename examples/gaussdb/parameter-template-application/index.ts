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

const template = new gaussdb.ParameterTemplate("orders", {
  parameterValues: { max_connections: 1500, innodb_buffer_pool_size: 1073741824 },
});

// `configurationUpdated` applies the template again when it changes. The buffer pool changes with a restart only, which
// this one allows in the maintenance window; until then `restartPending` is true.
const applied = new gaussdb.ParameterTemplateApplication(
  "orders",
  {
    configurationId: template.id,
    configurationUpdated: template.updated,
    instanceIds: [orders.id],
    applyRestart: "inMaintenanceWindow",
  },
  { deletedWith: orders },
);

export const restartPending = applied.restartPending;
