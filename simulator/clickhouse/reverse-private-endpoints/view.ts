import type { ReversePrivateEndpoint } from "../store.ts";

/** A reverse private endpoint as reads return it: until it is there it has no id at the cloud provider and no names. */
export function endpointView(endpoint: ReversePrivateEndpoint) {
  const { id, serviceId, description, type, target, customPrivateDnsNames, status } = endpoint;
  const isThere = status !== "Provisioning";
  const mappings = customPrivateDnsNames.map((privateDnsName) => ({ privateDnsName }));
  return {
    id,
    serviceId,
    description,
    type,
    ...target,
    ...(mappings.length > 0 && { customPrivateDnsMappings: mappings }),
    endpointId: isThere ? endpoint.endpointId : "",
    dnsNames: isThere ? [`${endpoint.endpointId}.vpce.clickhouse.cloud`] : [],
    privateDnsNames: isThere ? privateDnsNames(endpoint) : [],
    status,
  };
}

/** A cluster brings the names of its brokers. */
function privateDnsNames({ type, endpointId, customPrivateDnsNames }: ReversePrivateEndpoint): string[] {
  if (type !== "MSK_MULTI_VPC") return customPrivateDnsNames;
  return [1, 2].map((broker) => `b-${broker}.${endpointId}.kafka.clickhouse.cloud`);
}
