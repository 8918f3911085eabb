import { refuse, success } from "../envelope.ts";
import { lastingServiceOf } from "../lookup.ts";
import { requireAttachable, setEndpoints } from "../private-endpoints/registry.ts";
import type { IpAccessListEntry, Service, Tag } from "../store.ts";
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
      const service = lastingServiceOf(world, call);
      const request = call.body as ChangeRequest;
      const fields = changedFields(service, request);
      const endpointIds = changedIds(service.privateEndpointIds, request.privateEndpointIds ?? {});
      const added = endpointIds.filter((id) => !service.privateEndpointIds.includes(id));
      requireAttachable(world, added);
      Object.assign(service, fields);
      setEndpoints(world, service, endpointIds);
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
  const { ipAccessList, tags, endpoints } = request;
  const mysql = endpoints?.at(-1);
  return {
    ...(name !== undefined && { name }),
    ...(releaseChannel !== undefined && { releaseChannel }),
    ...(enableCoreDumps !== undefined && { enableCoreDumps }),
    ...(keyId !== undefined && { transparentDataEncryptionKeyId: keyId }),
    ...(ipAccessList && { ipAccessList: changedAccessList(service.ipAccessList, ipAccessList) }),
    ...(tags && { tags: changedTags(service.tags, tags) }),
    ...(mysql && { mysqlEndpoint: mysql.enabled }),
  };
}
