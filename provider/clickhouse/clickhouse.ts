import type { Cloud } from "../http/cloud.ts";
import type { Collection } from "../http/collection.ts";
import { definitions } from "../runtime/resource.ts";
import type { Operations } from "./api.gen.ts";

export type ServiceDetail = Operations["getService"]["result"];
export type ClickPipeDetail = Operations["getClickPipe"]["result"];
export type RegisteredEndpoint = NonNullable<Operations["getOrganization"]["result"]["privateEndpoints"]>[number];
export type PrivateEndpointConfig = Operations["getPrivateEndpointConfig"]["result"];
export type ReversePrivateEndpointDetail = Operations["getReversePrivateEndpoint"]["result"];
export type ApiKeyDetail = Operations["getApiKey"]["result"];

/** ClickHouse Cloud in one organization. */
export interface ClickHouse extends Cloud<Operations> {
  readonly services: Collection<ServiceDetail>;
  clickPipes(serviceId: string): Collection<ClickPipeDetail>;
  reversePrivateEndpoints(serviceId: string): Collection<ReversePrivateEndpointDetail>;
  /** What private endpoints of a service must know: the one item there is has the service's id. */
  privateEndpointConfigs(serviceId: string): Collection<PrivateEndpointConfig>;
  /** The private endpoints that the organization knows. */
  readonly registeredEndpoints: Collection<RegisteredEndpoint>;
  readonly apiKeys: Collection<ApiKeyDetail>;
}

/** A resource's schema is read without the code that calls the cloud. */
export const { aspect, resource } = definitions<ClickHouse>(async (configuration) => {
  const { connect } = await import("./connection.ts");
  return connect(configuration);
});
