import { z } from "zod";
import { childId, partsOf } from "../runtime/child-id.ts";
import type { Rule } from "../runtime/resource.ts";
import { autonamed, fallback, open, stable, unordered } from "../runtime/traits.ts";
import { awake } from "./click-pipe/awake.ts";
import { hasDoubles } from "./click-pipe/destination.ts";
import { aspect, type ClickHouse, resource } from "./clickhouse.ts";

const text = z.string().min(1);

/** What each type must be told to find its target. */
const targets: Readonly<Record<string, readonly TargetKey[]>> = {
  VPC_ENDPOINT_SERVICE: ["vpcEndpointServiceName"],
  VPC_RESOURCE: ["vpcResourceConfigurationId", "vpcResourceShareArn"],
  MSK_MULTI_VPC: ["mskClusterArn", "mskAuthentication"],
  GCP_PSC_SERVICE_ATTACHMENT: ["gcpServiceAttachment"],
};

const target = {
  vpcEndpointServiceName: text.optional().describe("`VPC_ENDPOINT_SERVICE`: name of the endpoint service."),
  vpcResourceConfigurationId: text.optional().describe("`VPC_RESOURCE`: id of the resource configuration."),
  vpcResourceShareArn: text.optional().describe("`VPC_RESOURCE`: ARN of the share of the resource."),
  mskClusterArn: text.optional().describe("`MSK_MULTI_VPC`: ARN of the cluster."),
  mskAuthentication: open(["SASL_IAM", "SASL_SCRAM"])
    .optional()
    .describe("`MSK_MULTI_VPC`: how clients authenticate at the cluster."),
  gcpServiceAttachment: z
    .string()
    .regex(
      /^projects\/[^/]+\/regions\/[^/]+\/serviceAttachments\/[^/]+$/,
      "must be projects/<project>/regions/<region>/serviceAttachments/<name>",
    )
    .optional()
    .describe(
      "`GCP_PSC_SERVICE_ATTACHMENT`, a private preview: `projects/<project>/regions/<region>/serviceAttachments/<name>`.",
    ),
};

type TargetKey = keyof typeof target;
const targetKeys = Object.keys(target) as TargetKey[];

/** The type says what the target needs, and nothing else has a meaning. Of a type that is new the API knows. */
const targetRules = targetKeys.map(
  (key): Rule<Partial<Record<TargetKey | "type", string | undefined>>> => ({
    of: [key, "type"],
    refuse({ type = "", [key]: value }) {
      const needed = Object.hasOwn(targets, type) ? targets[type] : undefined;
      if (needed === undefined) return undefined;
      if (needed.includes(key)) return value === undefined ? `${type} needs it` : undefined;
      return value === undefined ? undefined : `must not be set for ${type}`;
    },
  }),
);

const privateDns = aspect({
  inputs: {
    customPrivateDnsMappings: fallback(
      unordered(
        z.array(z.strictObject({ privateDnsName: text.describe("Name, or `*.` and a name for all below it.") })),
        "privateDnsName",
      ),
      [],
    )
      .optional()
      .describe(
        "Private DNS names by which pipes reach the target, each unique in the service. Not for `MSK_MULTI_VPC`; on AWS, " +
          "support has to enable them.",
      ),
  },
  rules: [
    {
      of: ["customPrivateDnsMappings"],
      refuse: ({ customPrivateDnsMappings = [] }) =>
        hasDoubles(customPrivateDnsMappings.map(({ privateDnsName }) => privateDnsName))
          ? "must not have a name twice"
          : undefined,
    },
  ],
  notice: "Pipes that use a private DNS name which is taken out lose their source.",
  async update({ cloud, id, inputs: { customPrivateDnsMappings } }) {
    const path = pathOf(id);
    const body = { customPrivateDnsMappings };
    await awake(cloud, path.serviceId, () => cloud.change("updateReversePrivateEndpoint", { ...path, body }));
    await settled(cloud, id);
  },
});

/** A private way from the ClickPipes of a service to a source. */
export const reversePrivateEndpoint = resource({
  token: "clickhouse:ReversePrivateEndpoint",
  noun: "reverse private endpoint",
  description:
    "A private connection from the ClickPipes of a ClickHouse Cloud service to a source. Its id is `<service id>/<endpoint " +
    "id>`. Where the owner of the target has to accept the connection, the creation ends with the status " +
    "`PendingAcceptance`. The vendor removes endpoints that nobody uses.",
  inputs: {
    serviceId: z.string().min(1).describe("Service of the pipes."),
    description: autonamed(z.string().min(1).max(255), { maxLength: 255, forbidden: "[^A-Za-z0-9 _.-]" })
      .optional()
      .describe("What the endpoint is for: up to 255 characters. If not set, it is made from the resource's name."),
    type: open(["VPC_ENDPOINT_SERVICE", "VPC_RESOURCE", "MSK_MULTI_VPC", "GCP_PSC_SERVICE_ATTACHMENT"]).describe(
      "Kind of target.",
    ),
    ...target,
  },
  outputs: {
    reversePrivateEndpointId: stable(z.string()).describe("Id of the endpoint in its service."),
    endpointId: stable(z.string()).describe("Id of the endpoint at the cloud, by which the target's owner accepts it."),
    dnsNames: stable(z.array(z.string())).describe("Internal DNS names: hosts for the sources of pipes."),
    privateDnsNames: stable(z.array(z.string()), "customPrivateDnsMappings").describe("Private DNS names."),
    status: z.string().describe("Status, for example `Ready` or `PendingAcceptance`."),
  },
  aspects: [privateDns],
  timeLimits: { create: 30, update: 30, delete: 60 },
  // Private DNS names are unique in a service.
  deleteBeforeReplace: true,
  parent: { token: "clickhouse:Service", input: "serviceId" },
  rules: [
    ...targetRules,
    {
      of: ["customPrivateDnsMappings", "type"],
      refuse: ({ customPrivateDnsMappings = [], type }) =>
        type === "MSK_MULTI_VPC" && customPrivateDnsMappings.length > 0
          ? "must not be set for MSK_MULTI_VPC"
          : undefined,
    },
  ],

  async create({ cloud, inputs: { serviceId, ...body }, created }) {
    const create = () => cloud.begin("createReversePrivateEndpoint", { serviceId, body: body as never });
    const { id } = await awake(cloud, serviceId, create);
    created(childId(serviceId, id));
  },
  async find({ cloud, inputs: { serviceId, description, type } }) {
    const endpoints = await cloud.reversePrivateEndpoints(serviceId).list();
    return endpoints
      .filter((one) => one.description === description && one.type === type && one.status !== "Deleting")
      .map(({ id }) => childId(serviceId, id));
  },
  async ready({ cloud, id }) {
    if ((await settled(cloud, id)) !== "PendingAcceptance") return;
    cloud.warn("The owner of the target has to accept the connection before pipes can use the endpoint.");
  },
  async read({ cloud, id }) {
    const endpoint = await endpointOf(cloud, id);
    if (endpoint === undefined || endpoint.status === "Deleting") return undefined;
    const { id: reversePrivateEndpointId, customPrivateDnsMappings = [], ...rest } = endpoint;
    return { ...rest, customPrivateDnsMappings, reversePrivateEndpointId };
  },
  ailment({ status }) {
    const text = ailments[String(status)];
    return text === undefined ? undefined : { text, dead: true };
  },
  async delete({ cloud, id }) {
    const path = pathOf(id);
    await awake(cloud, path.serviceId, () => cloud.change("deleteReversePrivateEndpoint", path));
    await cloud.wait({
      what: "deleting",
      usual: "1 to 10 min",
      async look() {
        const endpoint = await endpointOf(cloud, id);
        return endpoint === undefined ? { done: undefined } : { now: endpoint.status };
      },
    });
  },
});

const ailments: Readonly<Record<string, string>> = {
  Failed: "The reverse private endpoint has failed.",
  Rejected: "The owner of the target has rejected the connection.",
  Expired: "The connection was not accepted in time and has expired.",
};

/** Waits until the endpoint has come as far as it can by itself; answers its status, or nothing when it is gone. */
async function settled(cloud: ClickHouse, id: string): Promise<string | undefined> {
  return cloud.wait({
    what: "setting up",
    usual: "1 to 10 min",
    async look() {
      const endpoint = await endpointOf(cloud, id);
      if (endpoint === undefined) return { done: undefined };
      const status = endpoint.status ?? "Unknown";
      return ["Unknown", "Provisioning"].includes(status) ? { now: status } : { done: status };
    },
  });
}

function endpointOf(cloud: ClickHouse, id: string) {
  const { serviceId, reversePrivateEndpointId } = pathOf(id);
  return cloud.reversePrivateEndpoints(serviceId).get(reversePrivateEndpointId);
}

function pathOf(id: string): { serviceId: string; reversePrivateEndpointId: string } {
  const { parentId, ownId } = partsOf(id);
  return { serviceId: parentId, reversePrivateEndpointId: ownId };
}
