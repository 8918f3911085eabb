import { clickhouse } from "pulumi-clickhouse-gaussdb";

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [],
});

// The same data with compute of its own.
const reports = new clickhouse.Service("reports", {
  provider: "aws",
  region: "eu-west-1",
  dataWarehouseId: analytics.dataWarehouseId,
  isReadonly: true,
  ipAccessList: [],
});

// In a real program, the ids of endpoints in one's own networks, which the outputs of other resources tell.
const endpoints = { shop: "vpce-0a1b2c3d4e5f60718", office: "vpce-0f1e2d3c4b5a69788" };

// Each attachment is about one endpoint and leaves the others of the service alone, also when it is deleted. The last
// one of an endpoint takes it out of the organization too, for which the API key needs the role Admin.
const attachments = Object.entries({ analytics, reports }).flatMap(([name, service]) =>
  Object.entries(endpoints).map(
    ([network, privateEndpointId]) =>
      new clickhouse.PrivateEndpointAttachment(`${name}-${network}`, { serviceId: service.id, privateEndpointId }),
  ),
);

export const hostnames = attachments.map(({ privateDnsHostname }) => privateDnsHostname);
