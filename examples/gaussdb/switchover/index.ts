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

// Only a node with priority 1 can become the primary. The one that has is not deleted any more, except with its instance.
const next = new gaussdb.ReadReplica("next", { instanceId: orders.id, priority: 1 }, { deletedWith: orders });

new gaussdb.Switchover("to-next", { instanceId: orders.id, nodeId: next.id }, { deletedWith: orders });
