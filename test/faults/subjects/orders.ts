import { password } from "../secrets.ts";
import type { Declaration } from "../stack.ts";

export const instanceArgs = {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "single",
  vpcId: "3cedfc54-b105-4652-a4e0-847b11576b58",
  subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
  securityGroupId: "fc577a1a-f202-424a-977f-24faec3fdd55",
  password,
  finalBackup: false,
};

/** An instance, to hang other resources on. */
export const orders: Declaration = { token: "gaussdb:Instance", name: "orders", after: [], args: () => instanceArgs };

/** Another one. */
export const archive: Declaration = { ...orders, name: "archive" };
