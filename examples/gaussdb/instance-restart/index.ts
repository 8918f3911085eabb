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

const template = new gaussdb.ParameterTemplate("orders", { parameterValues: { innodb_buffer_pool_size: 1073741824 } });

const applied = new gaussdb.ParameterTemplateApplication(
  "orders",
  { configurationId: template.id, configurationUpdated: template.updated, instanceIds: [orders.id] },
  { deletedWith: orders },
);

// With `delay`, the restart waits for the maintenance window. `applyRestart` of the application restarts only when a
// parameter needs it; this one restarts after each change.
new gaussdb.InstanceRestart(
  "orders",
  { instanceId: orders.id, delay: true, triggers: [template.updated] },
  { deletedWith: orders, dependsOn: applied },
);
