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
    getPrivateEndpointConfig: { privateDnsHostname: "abc.vpce.example.com" },
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

    await expect(kind.delete({ cloud, id, state: {} })).rejects.toThrow(/is detached, but .*403.*role Admin/s);
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

  it("is attached although an earlier attachment has left an entry in the organization", async () => {
    let isStale = true;
    const { cloud, sent } = organization(
      { s: [] },
      {
        [operation]: () => {
          if (isStale) throw refusal(500);
        },
        updateOrganization: () => {
          isStale = false;
        },
      },
    );

    await create(cloud);

    expect(sent.map((call) => call.operation)).toEqual([operation, "updateOrganization", operation]);
  });

  it.each([
    ["the entry is in use", 500, { s: [], other: ["vpce-1"] }, {}],
    ["there is no entry", 500, { s: [] }, { registeredEndpoints: undefined }],
    ["the request is refused", 400, { s: [] }, {}],
  ])("is not tried again when %s", async (_, status, services, answers) => {
    const fail = () => {
      throw refusal(status);
    };
    const { cloud, sent } = organization(services, { ...answers, [operation]: fail });

    await expect(create(cloud)).rejects.toThrow(String(status));
    expect(sent).toHaveLength(1);
  });
});

describe("an attachment", () => {
  it("adds its endpoint to those of the service", async () => {
    const { cloud, sent } = organization({ s: ["vpce-0"] });
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
    const { cloud, sent } = organization({ s: [] });
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
