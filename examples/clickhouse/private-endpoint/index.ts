import { clickhouse } from "pulumi-clickhouse-gaussdb";

// Nobody reaches the service over the internet.
const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [],
});

// What an endpoint of one's own VPC connects to: `new aws.ec2.VpcEndpoint("clickhouse", { serviceName, … })`.
export const serviceName = clickhouse
  .getPrivateEndpointConfigOutput({ serviceId: analytics.id })
  .apply(({ endpointServiceId }) => endpointServiceId);

// The id would be the output of that endpoint.
const endpoint = new clickhouse.PrivateEndpoint("shop", {
  serviceId: analytics.id,
  privateEndpointId: "vpce-0a1b2c3d4e5f60718",
  description: "VPC of the shop",
});

// For a private hosted zone, whose record leads to the endpoint.
export const hostname = endpoint.privateDnsHostname;
