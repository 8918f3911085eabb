import type { Call } from "../../cloud.ts";
import { durations } from "../durations.ts";
import { refuse, success } from "../envelope.ts";
import { runningServiceOf, serviceOf } from "../lookup.ts";
import { goal, passing } from "../passage.ts";
import { withoutNulls } from "../pipes/defaults.ts";
import type { Json, ReversePrivateEndpoint, ReversePrivateEndpointStatus, Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { endpointView } from "./view.ts";

interface NamesRequest {
  customPrivateDnsMappings?: { privateDnsName: string }[];
}

interface CreateRequest extends NamesRequest {
  type: string;
  description: string;
}

export function reversePrivateEndpointHandlers(world: World): Handlers {
  return {
    listReversePrivateEndpoints: (call) => success(world, endpointsOf(world, serviceOf(world, call)).map(endpointView)),
    getReversePrivateEndpoint: (call) => success(world, endpointView(endpointOf(world, serviceOf(world, call), call))),
    createReversePrivateEndpoint: (call) => {
      const service = runningServiceOf(world, call);
      const { type, description, customPrivateDnsMappings = [], ...target } = call.body as CreateRequest;
      const names = namesOf({ customPrivateDnsMappings });
      requireFree(endpointsOf(world, service), names);
      const endpoint: ReversePrivateEndpoint = {
        id: world.ids.uuid(),
        serviceId: service.id,
        type,
        description,
        target: withoutNulls(target as Json),
        endpointId: `vpce-${world.ids.hex(17)}`,
        customPrivateDnsNames: names,
        status: "Provisioning",
      };
      world.store.reversePrivateEndpoints.set(endpoint.id, endpoint);
      follow(world, endpoint, {
        through: [["Provisioning", durations.reverseEndpoint]],
        to: goal<ReversePrivateEndpointStatus>(world, { success: connected(type), failure: "Failed" }),
      });
      return success(world, endpointView(endpoint));
    },
    // Replaces all names; nothing else can change.
    updateReversePrivateEndpoint: (call) => {
      const service = runningServiceOf(world, call);
      const endpoint = endpointOf(world, service, call);
      if (endpoint.status === "Deleting") refuse("CONFLICT", "The reverse private endpoint is being deleted");
      const names = namesOf(call.body as NamesRequest);
      if (endpoint.type === "MSK_MULTI_VPC" && names.length > 0) {
        refuse("BAD_REQUEST", "customPrivateDnsMappings are not available for MSK_MULTI_VPC");
      }
      const others = endpointsOf(world, service).filter((other) => other !== endpoint);
      requireFree(others, names);
      endpoint.customPrivateDnsNames = names;
      return success(world, endpointView(endpoint));
    },
    deleteReversePrivateEndpoint: (call) => {
      const endpoint = endpointOf(world, serviceOf(world, call), call);
      const to = goal<ReversePrivateEndpointStatus>(world, { success: "Deleting", failure: "Failed" });
      follow(world, endpoint, {
        through: [["Deleting", durations.reverseEndpointRemoval]],
        to,
        reached: (status) => status === "Deleting" && world.store.reversePrivateEndpoints.delete(endpoint.id),
      });
      return success(world);
    },
  };
}

export function endpointsOf({ store }: World, { id }: Service): ReversePrivateEndpoint[] {
  return [...store.reversePrivateEndpoints.values()].filter(({ serviceId }) => serviceId === id);
}

/** Where a new endpoint ends up. The owner of an endpoint service has to accept it, which only an administrator does. */
function connected(type: string): ReversePrivateEndpointStatus {
  return type === "VPC_ENDPOINT_SERVICE" ? "PendingAcceptance" : "Ready";
}

const follow = passing<ReversePrivateEndpointStatus, "status">("status");

function endpointOf({ store }: World, service: Service, { path }: Call): ReversePrivateEndpoint {
  const endpoint = store.reversePrivateEndpoints.get(path.reversePrivateEndpointId ?? "");
  return endpoint?.serviceId === service.id ? endpoint : refuse("NOT_FOUND", "Reverse private endpoint not found");
}

function namesOf({ customPrivateDnsMappings = [] }: NamesRequest): string[] {
  return customPrivateDnsMappings.map(({ privateDnsName }) => privateDnsName);
}

/** Requires names that are unique in the service. */
function requireFree(others: readonly ReversePrivateEndpoint[], names: readonly string[]) {
  const taken = others.flatMap(({ customPrivateDnsNames }) => customPrivateDnsNames);
  const twice = names.find((name, index) => taken.includes(name) || names.indexOf(name) < index);
  if (twice !== undefined) refuse("BAD_REQUEST", `customPrivateDnsMappings: ${twice} is in use in this service`);
}
