import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServiceView, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let service: ServiceView;
beforeEach(async () => {
  cloud = await startCloud();
  service = await cloud.createService();
});
afterEach(() => cloud.simulator.close());

const aws = { cloudProvider: "aws", region: "eu-west-1" };
const change = ({ id }: ServiceView, privateEndpointIds: object) =>
  cloud.send<ServiceView>("PATCH", `/services/${id}`, { privateEndpointIds });
const registered = async () => (await cloud.send<{ privateEndpoints: object[] }>("GET", "")).result.privateEndpoints;
const unregister = (...remove: object[]) => cloud.send("PATCH", "", { privateEndpoints: { remove } });

describe("what a private endpoint has to connect to", () => {
  it.each([
    ["aws", "eu-west-1", "vpce-svc"],
    ["gcp", "us-east1", "serviceAttachments"],
    ["azure", "eastus2", "privatelinkservice"],
  ])("is told for a service on %s, and for its region", async (provider, region, text) => {
    const { id } = await cloud.createService({ provider, region });

    const own = await cloud.send("GET", `/services/${id}/privateEndpointConfig`);
    const path = `/privateEndpointConfig?cloud_provider=${provider}&region_id=${region}`;
    const ofRegion = await cloud.send("GET", path);

    expect(own.result).toEqual({
      endpointServiceId: expect.stringContaining(text),
      privateDnsHostname: expect.stringContaining(region),
    });
    expect(ofRegion.result).toEqual({ endpointServiceId: expect.stringContaining(text) });
  });

  it.each([
    ["?cloud_provider=aws&region_id=us-east1", "is not a region of aws"],
    ["?cloud_provider=aws", "region_id"],
    ["?cloud_provider=metal&region_id=eu-west-1", "cloud_provider"],
  ])("is not told for %s", async (query, text) => {
    const { status, error } = await cloud.send("GET", `/privateEndpointConfig${query}`);

    expect(status).toBe(400);
    expect(error).toContain(text);
  });
});

describe("a private endpoint", () => {
  it("that is attached to a service is registered in the organization, and offered to its neighbours", async () => {
    const neighbour = await cloud.createService();
    const elsewhere = await cloud.createService({ region: "us-east-1" });

    const { result } = await change(service, { add: ["vpce-1", "vpce-2"] });

    expect(result).toMatchObject({
      privateEndpointIds: ["vpce-1", "vpce-2"],
      availablePrivateEndpointIds: ["vpce-1", "vpce-2"],
    });
    expect(await registered()).toEqual([
      { id: "vpce-1", ...aws },
      { id: "vpce-2", ...aws },
    ]);
    expect(await cloud.getService(neighbour.id)).toMatchObject({
      privateEndpointIds: [],
      availablePrivateEndpointIds: ["vpce-1", "vpce-2"],
    });
    expect(await cloud.getService(elsewhere.id)).toMatchObject({ availablePrivateEndpointIds: [] });
  });

  it("that is made for a service is tied to it and to the organization, with its description", async () => {
    const endpoint = { id: "vpce-1", description: "Orders VPC" };

    const { result } = await cloud.send("POST", `/services/${service.id}/privateEndpoint`, endpoint);

    expect(result).toEqual({ ...endpoint, ...aws });
    expect(await registered()).toEqual([{ ...endpoint, ...aws }]);
    expect(await cloud.getService(service.id)).toMatchObject({ privateEndpointIds: ["vpce-1"] });
  });

  it("cannot be made without an id", async () => {
    const { status, error } = await cloud.send("POST", `/services/${service.id}/privateEndpoint`, {});

    expect(status).toBe(400);
    expect(error).toContain("id is required");
  });

  it("that is detached stays registered, where it makes the next attachment fail", async () => {
    await change(service, { add: ["vpce-1"] });
    const detached = await change(service, { remove: ["vpce-1"] });

    const again = await change(service, { add: ["vpce-1", "vpce-2"] });
    const made = await cloud.send("POST", `/services/${service.id}/privateEndpoint`, { id: "vpce-1" });

    expect(detached.result).toMatchObject({ privateEndpointIds: [], availablePrivateEndpointIds: ["vpce-1"] });
    expect([again, made]).toMatchObject([
      { status: 500, error: "Internal error" },
      { status: 500, error: "Internal error" },
    ]);
    expect(await cloud.getService(service.id)).toMatchObject({ privateEndpointIds: [] });
  });

  it("can be attached again once it was taken out of the organization", async () => {
    await change(service, { add: ["vpce-1"] });
    await change(service, { remove: ["vpce-1"] });

    const removed = await unregister({ id: "vpce-1", ...aws });
    const again = await change(service, { add: ["vpce-1"] });

    expect(removed.result).toMatchObject({ privateEndpoints: [] });
    expect(again).toMatchObject({ status: 200, result: { privateEndpointIds: ["vpce-1"] } });
  });

  it("is not left behind while another service has it", async () => {
    const other = await cloud.createService();
    await change(service, { add: ["vpce-1"] });
    await change(other, { add: ["vpce-1"] });
    await change(service, { remove: ["vpce-1"] });

    expect((await change(service, { add: ["vpce-1"] })).status).toBe(200);
  });

  it("is left behind by a service that is deleted", async () => {
    await change(service, { add: ["vpce-1"] });
    cloud.simulator.admin.remove("clickhouse", "services", service.id);
    const next = await cloud.createService();

    expect((await change(next, { add: ["vpce-1"] })).status).toBe(500);
    const body = { name: "a", provider: "aws", region: "eu-west-1", ipAccessList: [], privateEndpointIds: ["vpce-1"] };
    expect((await cloud.send("POST", "/services", body)).status).toBe(500);
  });

  it("is removed and added again in one change without being left behind", async () => {
    await change(service, { add: ["vpce-1"] });

    const { status, result } = await change(service, { remove: ["vpce-1"], add: ["vpce-1", "vpce-2"] });

    expect(status).toBe(200);
    expect(result).toMatchObject({ privateEndpointIds: ["vpce-1", "vpce-2"] });
  });
});

describe("an organization", () => {
  it("removes endpoints before it adds them, and only the one that is meant", async () => {
    const add = [{ id: "vpce-1", description: "new", ...aws }];
    await cloud.send("PATCH", "", { privateEndpoints: { add: [{ id: "vpce-1", ...aws }] } });
    await unregister({ id: "vpce-1", ...aws, region: "us-east-1" }, { id: "vpce-9" });

    const { result } = await cloud.send("PATCH", "", { privateEndpoints: { remove: [{ id: "vpce-1" }], add } });

    expect(result).toMatchObject({ privateEndpoints: add });
    expect((await change(service, { add: ["vpce-1"] })).status).toBe(200);
  });

  it("has a name, and a switch for core dumps that overrides those of its services", async () => {
    const { result } = await cloud.send("PATCH", "", { name: "Shop", enableCoreDumps: false });

    expect(result).toMatchObject({ name: "Shop", enableCoreDumps: false });
    expect(await cloud.getService(service.id)).toMatchObject({ enableCoreDumps: false });
    await cloud.send("PATCH", "", { enableCoreDumps: true });
    expect(await cloud.getService(service.id)).toMatchObject({ enableCoreDumps: true });
  });

  it("is changed by an administrator only", async () => {
    const { result } = await cloud.send<{ keyId: string; keySecret: string }>("POST", "/keys", { name: "reader" });

    const { status, error } = await cloud.as(result)("PATCH", "", { name: "Shop" });

    expect(status).toBe(403);
    expect(error).toContain("role ADMIN");
  });
});
