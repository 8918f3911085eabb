import { describe, expect, it } from "vitest";
import { privateEndpoint } from "../../../provider/clickhouse/private-endpoint.ts";
import { privateEndpointAttachment } from "../../../provider/clickhouse/private-endpoint-attachment.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const valid = { serviceId: "s", privateEndpointId: "vpce-1" };
const id = "s/vpce-1";
const registered = { id: "vpce-1", description: "Orders VPC", cloudProvider: "aws", region: "eu-west-1" };
const outOfOrganization = {
  operation: "updateOrganization",
  args: {
    body: { privateEndpoints: { remove: [{ id: "vpce-1", cloudProvider: "aws", region: "eu-west-1" }] } },
  },
};
const detached = {
  operation: "updateService",
  args: { serviceId: "s", body: { privateEndpointIds: { remove: ["vpce-1"] } } },
};

/** Services by id, with the endpoints that are attached to them; a detachment takes effect. */
function organization(services: Record<string, string[]>, answers: Record<string, unknown> = {}) {
  const view = (serviceId: string) => services[serviceId] && { id: serviceId, privateEndpointIds: services[serviceId] };
  return recordingCloud({
    services: ({ id }: { id: string }) => view(id),
    "services.list": () => Object.keys(services).map(view),
    registeredEndpoints: registered,
    privateEndpointConfigs: { privateDnsHostname: "abc.vpce.example.com" },
    updateService: ({
      serviceId,
      body,
    }: {
      serviceId: string;
      body: { privateEndpointIds: { remove?: string[] } };
    }) => {
      const removed = body.privateEndpointIds.remove ?? [];
      services[serviceId] = (services[serviceId] ?? []).filter((one) => !removed.includes(one));
    },
    ...answers,
  });
}

const refusal = (status: number) => new CloudError({ operation: "o", status, summary: "refused" });

describe.each([
  ["an attachment", privateEndpointAttachment],
  ["an endpoint with a description", privateEndpoint],
] as const)("%s", (_, kind) => {
  it("needs the service and the endpoint's own id", () => {
    expect(refusals(kind, valid)).toEqual([]);
    expect(refusals(kind, {})).toEqual(["serviceId: is required", "privateEndpointId: is required"]);
    expect(refusals(kind, { ...valid, privateEndpointId: "/subscriptions/1/privateEndpoints/e" })).toEqual([
      "privateEndpointId: must be the endpoint's own id, without a slash",
    ]);
  });

  it("is found and read only while it is attached", async () => {
    const { cloud } = organization({ s: ["vpce-0", "vpce-1"], other: [] });

    expect(await kind.find({ cloud, inputs: valid })).toEqual([id]);
    expect(await kind.read({ cloud, id })).toMatchObject({ ...valid, privateDnsHostname: "abc.vpce.example.com" });
    expect(await kind.find({ cloud, inputs: { ...valid, serviceId: "other" } })).toEqual([]);
    expect(await kind.read({ cloud, id: "other/vpce-1" })).toBeUndefined();
    expect(await kind.read({ cloud, id: "gone/vpce-1" })).toBeUndefined();
  });

  it("leaves the others of its service alone when it is deleted, and nothing in the organization", async () => {
    const { cloud, sent } = organization({ s: ["vpce-0", "vpce-1"] });

    await kind.delete({ cloud, id, state: {} });

    expect(sent).toEqual([detached, outOfOrganization]);
  });

  it("stays in the organization while another service uses it", async () => {
    const { cloud, sent } = organization({ s: ["vpce-1"], other: ["vpce-1"] });

    await kind.delete({ cloud, id, state: {} });

    expect(sent).toEqual([detached]);
  });

  it.each([
    ["its service is gone", { other: [] }],
    ["somebody has detached it already", { s: [] }],
  ])("is taken out of the organization also when %s", async (_, services) => {
    const { cloud, sent } = organization(services);

    await kind.delete({ cloud, id, state: {} });

    expect(sent).toEqual([outOfOrganization]);
  });

  it("is not deleted, but detached, where the key may not change the organization", async () => {
    const updateOrganization = () => {
      throw refusal(403);
    };
    const { cloud, sent } = organization({ s: ["vpce-1"] }, { updateOrganization });

    await expect(kind.delete({ cloud, id, state: {} })).rejects.toThrow(
      /still registered in the organization.*403.*role Admin/s,
    );
    expect(sent).toEqual([detached, outOfOrganization]);
  });

  it("is not deleted when the organization cannot be changed for another reason", async () => {
    const updateOrganization = () => {
      throw refusal(500);
    };
    const { cloud } = organization({ s: ["vpce-1"] }, { updateOrganization });

    await expect(kind.delete({ cloud, id, state: {} })).rejects.toThrow("500");
  });

  const operation = kind === privateEndpoint ? "createPrivateEndpoint" : "updateService";
  const create = (cloud: never) =>
    kind.create({ cloud, inputs: { ...valid, description: "Orders VPC" } as never, created: () => undefined });

  it("is attached after an entry that an earlier attachment has left in the organization was taken out", async () => {
    const { cloud, sent } = organization({ s: [] });

    await create(cloud);

    expect(sent[0]).toEqual(outOfOrganization);
    expect(sent.map((call) => call.operation)).toEqual(["updateOrganization", operation]);
  });

  it.each([
    ["another service uses it", { s: [], other: ["vpce-1"] }, {}],
    ["the organization does not know it", { s: [] }, { registeredEndpoints: undefined }],
  ])("is attached at once when %s", async (_, services, answers) => {
    const { cloud, sent } = organization(services, answers);

    await create(cloud);

    expect(sent.map((call) => call.operation)).toEqual([operation]);
  });

  it("is not attached in vain where the key may not take out the entry that is in the way", async () => {
    const updateOrganization = () => {
      throw refusal(403);
    };
    const { cloud, sent } = organization({ s: [] }, { updateOrganization });

    await expect(create(cloud)).rejects.toThrow(/still registered in the organization.*403.*role Admin/s);
    expect(sent).toEqual([outOfOrganization]);
  });
});

describe("an attachment", () => {
  it("adds its endpoint to those of the service", async () => {
    const { cloud, sent } = organization({ s: ["vpce-0"] }, { registeredEndpoints: undefined });
    const made: string[] = [];

    await privateEndpointAttachment.create({ cloud, inputs: valid, created: (id) => void made.push(id) });

    expect(sent).toEqual([
      { operation: "updateService", args: { serviceId: "s", body: { privateEndpointIds: { add: ["vpce-1"] } } } },
    ]);
    expect(made).toEqual([id]);
  });
});

describe("an endpoint with a description", () => {
  it("is registered by the vendor's own call", async () => {
    const { cloud, sent } = organization({ s: [] }, { registeredEndpoints: undefined });
    const made: string[] = [];
    const inputs = { ...valid, description: "Orders VPC" };

    await privateEndpoint.create({ cloud, inputs, created: (id) => void made.push(id) });

    const body = { id: "vpce-1", description: "Orders VPC" };
    expect(sent).toEqual([{ operation: "createPrivateEndpoint", args: { serviceId: "s", body } }]);
    expect(made).toEqual([id]);
  });

  it("has what the organization knows of it, and is gone when the organization does not know it", async () => {
    const { cloud } = organization({ s: ["vpce-1"] });
    const { id: _, ...known } = registered;
    expect(await privateEndpoint.read({ cloud, id })).toMatchObject(known);

    const forgotten = organization({ s: ["vpce-1"] }, { registeredEndpoints: undefined });
    expect(await privateEndpoint.read({ cloud: forgotten.cloud, id })).toBeUndefined();
    expect(await privateEndpoint.find({ cloud: forgotten.cloud, inputs: valid })).toEqual([]);
  });
});
