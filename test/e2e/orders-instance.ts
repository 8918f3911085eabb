import { secrets } from "./world.ts";

/** A statement that makes an instance, to hang other resources on. */
export function ordersInstance(name = "orders", more = ""): string {
  return `
const ${name} = new gaussdb.Instance("${name}", {
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "single",
  vpcId: "3cedfc54-b105-4652-a4e0-847b11576b58",
  subnetId: "c1cfa53c-65d3-431e-8552-326bf310c7ad",
  securityGroupId: "fc577a1a-f202-424a-977f-24faec3fdd55",
  password: "${secrets.password}",
  finalBackup: false,
  ${more}
}, { protect: false });
`;
}
