import { childId } from "../runtime/child-id.ts";
import { resource } from "./clickhouse.ts";
import {
  attachmentInputs,
  attachmentOf,
  attachmentOutputs,
  deregister,
  detach,
  isAttached,
} from "./private-endpoint/attachment.ts";

/** One private endpoint, attached to a service. */
export const privateEndpointAttachment = resource({
  token: "clickhouse:PrivateEndpointAttachment",
  noun: "private endpoint attachment",
  description:
    "Lets clients reach a ClickHouse Cloud service through one private endpoint. Its id is `<service id>/<endpoint id>`. " +
    "A service can have several: each leaves the others alone. Deleting it detaches the endpoint and, once no other " +
    "service uses it, takes it out of the organization too (with an API key of the role Admin): so do not use " +
    "`deletedWith` for it.",
  inputs: attachmentInputs,
  outputs: attachmentOutputs,
  aspects: [],
  timeLimits: { create: 30, update: 10, delete: 30 },
  parent: { token: "clickhouse:Service", input: "serviceId" },

  async create({ cloud, inputs: { serviceId, privateEndpointId }, created }) {
    const body = { privateEndpointIds: { add: [privateEndpointId] } };
    await deregister(cloud, privateEndpointId);
    await cloud.change("updateService", { serviceId, body });
    created(childId(serviceId, privateEndpointId));
  },
  async find({ cloud, inputs: { serviceId, privateEndpointId } }) {
    const service = await cloud.services.get(serviceId);
    return isAttached(service, privateEndpointId) ? [childId(serviceId, privateEndpointId)] : [];
  },
  read: attachmentOf,
  delete: detach,
});
