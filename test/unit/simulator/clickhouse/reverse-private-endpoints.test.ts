import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServiceView, startCloud, type TestCloud } from "./cloud.ts";

interface EndpointView {
  id: string;
  status: string;
  [field: string]: unknown;
}

let cloud: TestCloud;
let service: ServiceView;
let path: string;
beforeEach(async () => {
  cloud = await startCloud();
  service = await cloud.createService();
  path = `/services/${service.id}/clickpipesReversePrivateEndpoints`;
});
afterEach(() => cloud.simulator.close());

const msk = {
  description: "Orders cluster",
  type: "MSK_MULTI_VPC",
  mskClusterArn: "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/5b0f7c2e-3",
  mskAuthentication: "SASL_IAM",
};
const vpc = {
  description: "Shop database",
  type: "VPC_ENDPOINT_SERVICE",
  vpcEndpointServiceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
};
const gcp = {
  description: "Shop on GCP",
  type: "GCP_PSC_SERVICE_ATTACHMENT",
  gcpServiceAttachment: "projects/example-shop/regions/europe-west4/serviceAttachments/shop-db",
};
const names = (...all: string[]) => ({ customPrivateDnsMappings: all.map((privateDnsName) => ({ privateDnsName })) });

const create = (body: object) => cloud.send<EndpointView>("POST", path, body);
const get = (id: string) => cloud.send<EndpointView>("GET", `${path}/${id}`);
const change = (id: string, body: object) => cloud.send<EndpointView>("PATCH", `${path}/${id}`, body);

describe("a new reverse private endpoint", () => {
  it("has no id at the cloud provider and no names until it is there", async () => {
    const { result } = await create({ ...msk, vpcEndpointServiceName: null });
    cloud.advance(180);

    const there = await get(result.id);

    const own = { id: result.id, serviceId: service.id, ...msk };
    expect(result).toEqual({ ...own, endpointId: "", dnsNames: [], privateDnsNames: [], status: "Provisioning" });
    expect(there.result).toEqual({
      ...own,
      endpointId: expect.stringMatching(/^vpce-[0-9a-f]{17}$/),
      dnsNames: [expect.any(String)],
      privateDnsNames: [expect.stringMatching(/^b-1\./), expect.stringMatching(/^b-2\./)],
      status: "Ready",
    });
    expect((await cloud.send("GET", path)).result).toEqual([there.result]);
  });

  it("waits for the owner of an endpoint service to accept it", async () => {
    const { result } = await create({ ...vpc, ...names("shop-db.example.com") });
    cloud.advance(86_400);
    const waiting = await get(result.id);

    cloud.simulator.admin.change("clickhouse", "reversePrivateEndpoints", result.id, { status: "Ready" });

    expect(waiting.result).toMatchObject({ status: "PendingAcceptance", privateDnsNames: ["shop-db.example.com"] });
    expect((await get(result.id)).result.status).toBe("Ready");
  });

  it.each([
    [{ kind: "state", state: "Rejected" }, "Rejected"],
    [{ kind: "jobFails", reason: "no capacity" }, "Failed"],
    [{ kind: "jobNeverEnds" }, "Provisioning"],
  ] as const)("after the fault %j is %s", async (fault, status) => {
    cloud.simulator.admin.inject({ operationId: "createReversePrivateEndpoint", fault });

    const { result } = await create(gcp);
    cloud.advance(600);

    expect((await get(result.id)).result.status).toBe(status);
  });

  it.each<[string, object, string]>([
    ["without a type", { description: "a" }, "type is required"],
    ["without a description", { ...vpc, description: undefined }, "description is required"],
    ["with a long description", { ...vpc, description: "a".repeat(256) }, "description"],
    ["without its target", { description: "a", type: "VPC_ENDPOINT_SERVICE" }, "vpcEndpointServiceName is required"],
    ["with half of its target", { ...msk, mskAuthentication: undefined }, "mskAuthentication is required"],
    ["with a target of another form", { ...gcp, gcpServiceAttachment: "shop-db" }, "gcpServiceAttachment"],
    ["of a cluster with names", { ...msk, ...names("a.example.com") }, "customPrivateDnsMappings"],
    ["with a name twice", { ...vpc, ...names("a.example.com", "a.example.com") }, "a.example.com is in use"],
  ])("is refused %s", async (_, body, text) => {
    const { status, error } = await create(body);

    expect(status).toBe(400);
    expect(error).toContain(text);
  });
});

describe("the private DNS names", () => {
  it("are replaced as a whole, cleared by none, and nothing else can change", async () => {
    const { result } = await create({ ...vpc, ...names("shop-db.example.com") });
    cloud.advance(180);

    const replaced = await change(result.id, names("shop-db.example.com", "*.shop.example.com"));
    const cleared = await change(result.id, names());
    const wrong = await change(result.id, { description: "b" });

    expect(replaced.result).toMatchObject({
      ...names("shop-db.example.com", "*.shop.example.com"),
      privateDnsNames: ["shop-db.example.com", "*.shop.example.com"],
    });
    expect(cleared.result).not.toHaveProperty("customPrivateDnsMappings");
    expect(wrong).toMatchObject({ status: 400, error: expect.stringContaining("description is unknown") });
  });

  it("are unique in the service", async () => {
    await create({ ...vpc, ...names("a.example.com") });
    const { result } = await create({ ...gcp, ...names("b.example.com") });

    const made = await create({ ...vpc, ...names("a.example.com") });
    const changed = await change(result.id, names("a.example.com"));
    const own = await change(result.id, names("b.example.com", "c.example.com"));

    expect([made, changed, own].map(({ status }) => status)).toEqual([400, 400, 200]);
  });

  it("are not for a cluster", async () => {
    const { result } = await create(msk);

    expect((await change(result.id, names("a.example.com"))).status).toBe(400);
    expect((await change(result.id, names())).status).toBe(200);
  });
});

describe("a reverse private endpoint that is deleted", () => {
  it("is not found after a while, and not to be changed until then", async () => {
    const { result } = await create(gcp);
    cloud.advance(180);

    const deleted = await cloud.send("DELETE", `${path}/${result.id}`);
    const deleting = await get(result.id);
    const changed = await change(result.id, names("a.example.com"));
    cloud.advance(120);
    const gone = await get(result.id);

    expect(deleted).toMatchObject({ status: 200, result: undefined });
    expect(deleting.result.status).toBe("Deleting");
    expect([changed, gone].map(({ status }) => status)).toEqual([409, 404]);
  });

  it("goes with its service", async () => {
    await create(gcp);

    cloud.simulator.admin.remove("clickhouse", "services", service.id);

    expect(cloud.simulator.admin.objects().clickhouse.reversePrivateEndpoints).toEqual([]);
  });
});

it("of another service is not found", async () => {
  const { result } = await create(gcp);
  const other = await cloud.createService();

  const { status } = await cloud.send("GET", `/services/${other.id}/clickpipesReversePrivateEndpoints/${result.id}`);

  expect(status).toBe(404);
});

it.each(["idle", "stopped", "partially_running"])("needs a running service, not one that is %s", async (state) => {
  const { result } = await create(gcp);
  cloud.simulator.admin.change("clickhouse", "services", service.id, { state });

  const answers = [await create(vpc), await change(result.id, names())];

  const error = expect.stringMatching(`^FAILED_DEPENDENCY: .*Current state: ${state}$`);
  expect(answers).toMatchObject([
    { status: 424, error },
    { status: 424, error },
  ]);
  expect((await get(result.id)).status).toBe(200);
  expect((await cloud.send("DELETE", `${path}/${result.id}`)).status).toBe(200);
});
