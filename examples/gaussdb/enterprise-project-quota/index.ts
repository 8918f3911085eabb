import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

// The quotas are in open beta, on request. There is one a project, which is taken over; what is left out stays without a
// limit, and so does all of it when this is deleted.
const shop = new gaussdb.EnterpriseProjectQuota("shop", {
  enterpriseProjectId: config.get("enterpriseProjectId") ?? "0",
  instanceQuota: 20,
  ramQuota: 800,
});

export const instancesLeft = shop.availableInstances;
