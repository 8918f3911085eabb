import { z } from "zod";
import { listIn } from "../../http/answer.ts";
import { CloudError } from "../../http/errors.ts";
import { partsOf } from "../../runtime/child-id.ts";
import { stable } from "../../runtime/traits.ts";
import type { ClickHouse } from "../clickhouse.ts";

/** What every resource that attaches a private endpoint to a service must be told. */
export const attachmentInputs = {
  serviceId: z.string().min(1).describe("Service that is reached through the endpoint."),
  privateEndpointId: z
    .string()
    .regex(/^[^/\s]+$/, "must be the endpoint's own id, without a slash")
    .describe(
      "Id of the endpoint at its cloud: on AWS `vpce-…`, on GCP the PSC connection id, on Azure the resource GUID.",
    ),
};

export const attachmentOutputs = {
  privateDnsHostname: stable(z.string().optional()).describe("Host name of the service for clients of the endpoint."),
};

/** What the service says of the endpoint, or nothing when it is not attached. */
export async function attachmentOf({ cloud, id }: { cloud: ClickHouse; id: string }) {
  const { parentId: serviceId, ownId: privateEndpointId } = partsOf(id);
  if (!isAttached(await cloud.services.get(serviceId), privateEndpointId)) return undefined;
  const config = await cloud.privateEndpointConfigs(serviceId).get(serviceId);
  return { serviceId, privateEndpointId, privateDnsHostname: config?.privateDnsHostname ?? null };
}

/** Whether a service lets clients in through an endpoint. */
export function isAttached(
  service: { readonly privateEndpointIds?: readonly string[] } | undefined,
  endpointId: string,
): boolean {
  return listIn("getService", service?.privateEndpointIds, "string").includes(endpointId);
}

/** Detaches the endpoint from its service, and takes it out of the organization once no service uses it any more. */
export async function detach({ cloud, id }: { cloud: ClickHouse; id: string }): Promise<void> {
  const { parentId: serviceId, ownId: endpointId } = partsOf(id);
  if (isAttached(await cloud.services.get(serviceId), endpointId)) {
    await cloud.change("updateService", { serviceId, body: { privateEndpointIds: { remove: [endpointId] } } });
  }
  await deregister(cloud, endpointId);
}

/**
 * Takes an endpoint that no service uses out of the organization, where detaching leaves it. As long as it is there, the
 * service breaks down at each attempt to attach it again.
 */
export async function deregister(cloud: ClickHouse, endpointId: string): Promise<void> {
  const registered = await cloud.registeredEndpoints.get(endpointId);
  if (registered === undefined) return;
  const services = await cloud.services.list();
  if (services.some((service) => isAttached(service, endpointId))) return;
  const { id, cloudProvider, region } = registered;
  const remove = [{ id, cloudProvider, region }];
  try {
    await cloud.change("updateOrganization", { body: { privateEndpoints: { remove } } });
  } catch (error) {
    if (!(error instanceof CloudError && error.status === 403)) throw error;
    throw new Error(
      `No service uses the private endpoint ${endpointId}, but it is still registered in the organization, where it makes ` +
        `it impossible to attach it: ${error.message} Use an API key with the role Admin, or have an administrator take it ` +
        "out.",
    );
  }
}
