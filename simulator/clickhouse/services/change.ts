import { refuse, success } from "../envelope.ts";
import { organizationOf, serviceOf } from "../lookup.ts";
import type { IpAccessListEntry, Organization, Service, Tag } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { type Change, changedAccessList, changedIds, changedTags } from "./lists.ts";
import { serviceView } from "./view.ts";

interface ChangeRequest {
  name?: string;
  ipAccessList?: Change<IpAccessListEntry>;
  privateEndpointIds?: Change<string>;
  tags?: Change<Tag>;
  releaseChannel?: string;
  endpoints?: { protocol: "mysql"; enabled: boolean }[];
  transparentDataEncryptionKeyId?: string;
  enableCoreDumps?: boolean;
}

export function changeServiceHandlers(world: World): Handlers {
  return {
    updateService: (call) => {
      const service = serviceOf(world, call);
      if (service.state === "terminating") refuse("CONFLICT", "The service is being terminated");
      const request = call.body as ChangeRequest;
      Object.assign(service, changedFields(service, request));
      attachEndpoints(organizationOf(world, call), service, request.privateEndpointIds?.add ?? []);
      return success(world, serviceView(world, service));
    },
  };
}

/** What a request changes. All of it is worked out before any of it takes effect. */
function changedFields(service: Service, request: ChangeRequest): Partial<Service> {
  const { name, releaseChannel, enableCoreDumps, transparentDataEncryptionKeyId: keyId } = request;
  if (keyId !== undefined && service.fixed.hasTransparentDataEncryption !== true) {
    refuse("BAD_REQUEST", "Transparent data encryption is off");
  }
  const { ipAccessList, privateEndpointIds, tags, endpoints } = request;
  const mysql = endpoints?.at(-1);
  return {
    ...(name !== undefined && { name }),
    ...(releaseChannel !== undefined && { releaseChannel }),
    ...(enableCoreDumps !== undefined && { enableCoreDumps }),
    ...(keyId !== undefined && { transparentDataEncryptionKeyId: keyId }),
    ...(ipAccessList && { ipAccessList: changedAccessList(service.ipAccessList, ipAccessList) }),
    ...(tags && { tags: changedTags(service.tags, tags) }),
    ...(privateEndpointIds && { privateEndpointIds: changedIds(service.privateEndpointIds, privateEndpointIds) }),
    ...(mysql && { mysqlEndpoint: mysql.enabled }),
  };
}

/** Attaches private endpoints and registers them in the organization, from which detaching does not take them. */
export function attachEndpoints(organization: Organization, service: Service, ids: readonly string[]): void {
  const { provider: cloudProvider, region } = service;
  service.privateEndpointIds = changedIds(service.privateEndpointIds, { add: [...ids] });
  for (const id of ids) {
    if (organization.privateEndpoints.some((endpoint) => endpoint.id === id)) continue;
    organization.privateEndpoints.push({ id, cloudProvider, region });
  }
}
