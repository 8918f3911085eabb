import { z } from "zod";
import { childId, partsOf } from "../runtime/child-id.ts";
import { stable } from "../runtime/traits.ts";
import { type ClickHouse, resource } from "./clickhouse.ts";
import {
  attachmentInputs,
  attachmentOf,
  attachmentOutputs,
  deregister,
  detach,
} from "./private-endpoint/attachment.ts";

/** A private endpoint, registered with a description for a service and its organization. */
export const privateEndpoint = resource({
  token: "clickhouse:PrivateEndpoint",
  noun: "private endpoint",
  description:
    "Registers a private endpoint for a ClickHouse Cloud service and its organization. Its id is `<service id>/<endpoint " +
    "id>`. It does what a `PrivateEndpointAttachment` does, and gives the endpoint a description in the organization; an " +
    "endpoint of a service belongs to one of the two. Deleting it detaches the endpoint and, once no other service uses " +
    "it, takes it out of the organization too (with an API key of the role Admin): so do not use `deletedWith` for it.",
  inputs: {
    ...attachmentInputs,
    description: z.string().optional().describe("What the endpoint is for."),
  },
  outputs: {
    ...attachmentOutputs,
    cloudProvider: stable(z.string().optional()).describe("Cloud of the endpoint."),
    region: stable(z.string().optional()).describe("Region of the endpoint."),
  },
  aspects: [],
  timeLimits: { create: 30, update: 10, delete: 30 },
  deleteBeforeReplace: true,
  parent: { token: "clickhouse:Service", input: "serviceId" },

  async create({ cloud, inputs: { serviceId, privateEndpointId, description }, created }) {
    const body = { id: privateEndpointId, description };
    await deregister(cloud, privateEndpointId);
    await cloud.begin("createPrivateEndpoint", { serviceId, body });
    created(childId(serviceId, privateEndpointId));
  },
  async find({ cloud, inputs: { serviceId, privateEndpointId } }) {
    const id = childId(serviceId, privateEndpointId);
    return (await registrationOf({ cloud, id })) === undefined ? [] : [id];
  },
  read: registrationOf,
  delete: detach,
});

/** The endpoint as service and organization know it; where one of them does not, it is not registered. */
async function registrationOf({ cloud, id }: { cloud: ClickHouse; id: string }) {
  const attachment = await attachmentOf({ cloud, id });
  const registered = attachment && (await cloud.registeredEndpoints.get(partsOf(id).ownId));
  if (registered === undefined) return undefined;
  const { description, cloudProvider, region } = registered;
  return { ...attachment, description, cloudProvider, region };
}
