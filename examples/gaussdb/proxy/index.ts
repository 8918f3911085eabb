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

const replicas = ["first", "second"].map(
  (name) => new gaussdb.ReadReplica(`orders-${name}`, { instanceId: orders.id }, { deletedWith: orders }),
);

// `gaussdb.getProxyFlavors` and `gaussdb.getProxyVersion` tell which flavors and versions there are.
const application = new gaussdb.Proxy(
  "orders",
  {
    instanceId: orders.id,
    flavorRef: "gaussdb.proxy.large.x86.2",
    nodeNum: 2,
    // Replicas that are not named keep the weight that the cloud gives them.
    masterWeight: 100,
    readonlyNodes: replicas.map((replica) => ({ id: replica.id, weight: 200 })),
    transactionSplit: true,
    consistenceMode: "session",
    accessControl: { type: "white", ipList: [{ ip: "10.0.0.0/16", description: "Applications" }] },
    version: "2.24.09.000",
  },
  { deletedWith: orders },
);

export const address = application.address;
export const port = application.port;
