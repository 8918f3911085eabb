import { refuse, success } from "../envelope.ts";
import { organizationOf, serviceOf } from "../lookup.ts";
import { changedIds } from "../services/lists.ts";
import { requireRegion } from "../services/regions.ts";
import { shortId } from "../services/view.ts";
import type { Handlers, World } from "../world.ts";
import { requireAttachable, setEndpoints } from "./registry.ts";
import { endpointView } from "./view.ts";

export function privateEndpointHandlers(world: World): Handlers {
  return {
    // Ties an endpoint to the service as well as to the organization.
    createPrivateEndpoint: (call) => {
      const service = serviceOf(world, call);
      const { id, description } = call.body as { id?: string; description?: string };
      if (!id) return refuse("BAD_REQUEST", "id is required");
      requireAttachable(world, [id]);
      const { provider: cloudProvider, region } = service;
      const present = world.store.privateEndpoints.get(id);
      const endpoint = {
        id,
        cloudProvider,
        region,
        leftBehind: false,
        ...present,
        description: description ?? present?.description,
      };
      world.store.privateEndpoints.set(id, endpoint);
      setEndpoints(world, service, changedIds(service.privateEndpointIds, { add: [id] }));
      return success(world, endpointView(endpoint));
    },
    getPrivateEndpointConfig: (call) => {
      const service = serviceOf(world, call);
      const { provider, region } = service;
      const name = shortId(service);
      return success(world, {
        endpointServiceId: endpointServiceId(provider, region, name),
        privateDnsHostname: `${name}.${region}.vpce.${provider}.clickhouse.cloud`,
      });
    },
    getOrganizationPrivateEndpointConfig: (call) => {
      organizationOf(world, call);
      const { cloud_provider: provider, region_id: region } = call.query as Record<string, string>;
      requireRegion(String(provider), String(region));
      return success(world, { endpointServiceId: endpointServiceId(String(provider), String(region), "shared") });
    },
  };
}

/** What an endpoint of the customer connects to. */
function endpointServiceId(provider: string, region: string, name: string): string | undefined {
  const ids: Record<string, string> = {
    aws: `com.amazonaws.vpce.${region}.vpce-svc-${name}`,
    gcp: `projects/clickhouse-cloud/regions/${region}/serviceAttachments/${name}`,
    azure: `${name}.privatelinkservice.azure.clickhouse.cloud`,
  };
  return ids[provider];
}
