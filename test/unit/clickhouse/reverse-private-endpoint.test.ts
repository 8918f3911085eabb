import { describe, expect, it } from "vitest";
import { reversePrivateEndpoint } from "../../../provider/clickhouse/reverse-private-endpoint.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const service = { serviceId: "s", description: "Shop database" };
const targets = {
  VPC_ENDPOINT_SERVICE: { vpcEndpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0" },
  VPC_RESOURCE: {
    vpcResourceConfigurationId: "rcfg-1",
    vpcResourceShareArn: "arn:aws:ram:eu-west-1:1:resource-share/1",
  },
  MSK_MULTI_VPC: { mskClusterArn: "arn:aws:kafka:eu-west-1:1:cluster/orders/1", mskAuthentication: "SASL_IAM" },
  GCP_PSC_SERVICE_ATTACHMENT: { gcpServiceAttachment: "projects/p/regions/r/serviceAttachments/a" },
};
const types = Object.entries(targets).map(([type, target]) => ({ ...service, type, ...target }));
const [vpc] = types as [(typeof types)[number]];
const names = (...all: string[]) => all.map((privateDnsName) => ({ privateDnsName }));

/** An endpoint whose status is one after the other; the last one stays. */
function endpoint(...statuses: string[]) {
  return () => {
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    return { id: "e", ...vpc, endpointId: "vpce-1", dnsNames: ["vpce-1.example.com"], status };
  };
}

describe("a reverse private endpoint", () => {
  it.each(types)("is accepted with what the type $type needs", (inputs) => {
    expect(refusals(reversePrivateEndpoint, inputs)).toEqual([]);
  });

  it("tells all that its type needs, and all that it does not", () => {
    const mixed = { ...service, type: "VPC_RESOURCE", mskClusterArn: "arn", gcpServiceAttachment: "nowhere" };

    expect(refusals(reversePrivateEndpoint, mixed)).toEqual([
      "gcpServiceAttachment: must be projects/<project>/regions/<region>/serviceAttachments/<name>",
      "vpcResourceConfigurationId: VPC_RESOURCE needs it",
      "vpcResourceShareArn: VPC_RESOURCE needs it",
      "mskClusterArn: must not be set for VPC_RESOURCE",
    ]);
  });

  it("leaves a type that the vendor adds later to the API", () => {
    expect(refusals(reversePrivateEndpoint, { ...service, type: "AZURE_PRIVATE_LINK" })).toEqual([]);
  });

  it("has private DNS names only where there are some, and none twice", () => {
    const [, , msk] = types;

    expect(refusals(reversePrivateEndpoint, { ...vpc, customPrivateDnsMappings: names("a.example.com") })).toEqual([]);
    expect(refusals(reversePrivateEndpoint, { ...vpc, customPrivateDnsMappings: names("a", "b", "a") })).toEqual([
      "customPrivateDnsMappings: must not have a name twice",
    ]);
    expect(refusals(reversePrivateEndpoint, { ...msk, customPrivateDnsMappings: names("a") })).toEqual([
      "customPrivateDnsMappings: must not be set for MSK_MULTI_VPC",
    ]);
    expect(refusals(reversePrivateEndpoint, { ...msk, customPrivateDnsMappings: [] })).toEqual([]);
  });

  it("is created with all that the program says of it", async () => {
    const { cloud, sent } = recordingCloud({ createReversePrivateEndpoint: { id: "e" } });
    const made: string[] = [];
    const inputs = { ...vpc, customPrivateDnsMappings: names("shop.example.com") };

    await reversePrivateEndpoint.create({ cloud, inputs, created: (id) => void made.push(id) });

    const { serviceId, ...body } = inputs;
    expect(sent).toEqual([{ operation: "createReversePrivateEndpoint", args: { serviceId, body } }]);
    expect(made).toEqual(["s/e"]);
  });

  it("may be what has the same description and type and is not being deleted", async () => {
    const there = { ...endpoint("Ready")() };
    const { cloud } = recordingCloud({
      "reversePrivateEndpoints.list": [
        there,
        { ...there, id: "another", description: "Another" },
        { ...there, id: "going", status: "Deleting" },
      ],
    });

    expect(await reversePrivateEndpoint.find({ cloud, inputs: vpc })).toEqual(["s/e"]);
  });

  it("is ready when the target's owner has to accept it, and says so", async () => {
    const warnings: string[] = [];
    const { cloud } = recordingCloud({
      reversePrivateEndpoints: endpoint("Unknown", "Provisioning", "PendingAcceptance"),
    });
    Object.assign(cloud, { warn: (text: string) => warnings.push(text) });

    await reversePrivateEndpoint.ready?.({ cloud, id: "s/e", inputs: vpc });

    expect(warnings).toEqual([expect.stringContaining("has to accept the connection")]);
  });

  it.each(["Failed", "Rejected", "Expired"])("that is %s will never work", (status) => {
    expect(reversePrivateEndpoint.ailment?.({ status })).toMatchObject({ dead: true });
  });

  it.each(["Ready", "PendingAcceptance"])("that is %s lacks nothing", (status) => {
    expect(reversePrivateEndpoint.ailment?.({ status })).toBeUndefined();
  });

  it("has the whole list of private DNS names replaced, and waits until it works with it", async () => {
    const { cloud, sent } = recordingCloud({ reversePrivateEndpoints: endpoint("Provisioning", "Ready") });
    const inputs = { customPrivateDnsMappings: names("a.example.com", "*.b.example.com") };

    await reversePrivateEndpoint.aspects[0].update({
      cloud,
      id: "s/e",
      inputs,
      live: { customPrivateDnsMappings: names("old.example.com") },
      changes: inputs,
      state: {},
    });

    expect(sent).toEqual([
      {
        operation: "updateReversePrivateEndpoint",
        args: { serviceId: "s", reversePrivateEndpointId: "e", body: inputs },
      },
    ]);
  });

  it("is read with its names, and is gone as soon as it is being deleted", async () => {
    const there = recordingCloud({ reversePrivateEndpoints: endpoint("Ready", "Deleting") });

    expect(await reversePrivateEndpoint.read({ cloud: there.cloud, id: "s/e" })).toMatchObject({
      ...vpc,
      reversePrivateEndpointId: "e",
      endpointId: "vpce-1",
      customPrivateDnsMappings: [],
    });
    expect(await reversePrivateEndpoint.read({ cloud: there.cloud, id: "s/e" })).toBeUndefined();
  });

  it("is deleted when nothing of it is left", async () => {
    const statuses = ["Deleting", "Deleting"];
    const { cloud, sent } = recordingCloud({
      reversePrivateEndpoints: () => {
        const status = statuses.shift();
        return status && { id: "e", status };
      },
    });

    await reversePrivateEndpoint.delete({ cloud, id: "s/e", state: {} });

    expect(sent.map(({ operation }) => operation)).toEqual(["deleteReversePrivateEndpoint"]);
    expect(statuses).toEqual([]);
  });
});
