import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { instanceBody, refusal, startCloud, type TestCloud } from "./cloud.ts";

const shop = "5c7d11e0-3201-4558-bcce-1172137cf7e2";

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(() => cloud.simulator.admin.reset());

afterAll(() => cloud.simulator.close());

const set = (quota: object, method = "POST") =>
  cloud.send(method, "/v3/quotas", { quota_list: [{ enterprise_project_id: shop, ...quota }] });
const list = async (query = "") => (await cloud.send("GET", `/v3/quotas${query}`)).body;

it("counts the instances of the project", async () => {
  await cloud.createInstance();

  expect((await cloud.send("GET", "/v3/project-quotas")).body).toEqual({
    quotas: { resources: [{ type: "instance", used: 1, quota: 200 }] },
  });
});

it("lists the enterprise projects, of which the default one has a number for an id", async () => {
  const { body } = await cloud.send("GET", "/v3/enterprise-projects?limit=2");

  expect(body).toMatchObject({
    total_count: 3,
    enterprise_projects: [
      { id: 0, name: "default", status: 1, created: null },
      { id: shop, name: "shop", created: "2023-06-12T02:14:28+0000" },
    ],
  });
});

it("has a quota only for the enterprise projects that were given one, and tells what is left", async () => {
  await cloud.createInstance({ enterprise_project_id: shop });
  const before = await list();
  const made = await set({ instance_quota: 2, ram_quota: 64 });

  expect(before).toEqual({ quota_list: [], total_count: 0 });
  expect(made.body).toEqual({
    quota_list: [{ enterprise_project_id: shop, instance_quota: 2, ram_quota: 64 }],
  });
  expect(await list("?enterprise_project_name=shop")).toEqual({
    quota_list: [
      {
        enterprise_project_id: shop,
        enterprise_project_name: "shop",
        instance_quota: 2,
        vcpus_quota: -1,
        ram_quota: 64,
        availability_instance_quota: 1,
        availability_vcpus_quota: -1,
        availability_ram_quota: 32,
      },
    ],
    total_count: 1,
  });
  expect(await list("?enterprise_project_name=analysis")).toEqual({ quota_list: [], total_count: 0 });
});

it("changes what a request names by either operation, and takes -1 for no limit", async () => {
  await set({ instance_quota: 2, vcpus_quota: 20 });
  await set({ instance_quota: 3 }, "PUT");
  const changed = await list();
  await set({ instance_quota: -1 });

  expect(changed).toMatchObject({ quota_list: [{ instance_quota: 3, vcpus_quota: 20 }] });
  expect(await list()).toMatchObject({ quota_list: [{ instance_quota: -1, vcpus_quota: 20 }] });
});

it.each([
  ["below what is in use", { vcpus_quota: 7 }, "DBS.05000044"],
  ["below -1", { instance_quota: -2 }, "DBS.05000044"],
  ["above the range of the document", { instance_quota: 100_001 }, "DBS.280001"],
  ["of an unknown enterprise project", { enterprise_project_id: "shop" }, "DBS.05000044"],
])("refuses a quota %s", async (_, quota, code) => {
  await cloud.createInstance({ enterprise_project_id: shop });

  expect(await set(quota)).toMatchObject(refusal(400, code));
});

it("refuses instances beyond the quota of their enterprise project", async () => {
  await set({ vcpus_quota: 7 });
  const create = (enterprise_project_id: string) =>
    cloud.send("POST", "/v3/instances", { ...instanceBody, enterprise_project_id });

  expect(await create(shop)).toMatchObject(refusal(413, "DBS.200046"));
  expect(await create("0")).toMatchObject({ status: 201 });
});

it("tells beforehand what the quotas do not allow", async () => {
  const { id } = await cloud.createInstance({ enterprise_project_id: shop });
  await set({ instance_quota: 1, vcpus_quota: 12 });
  const check = async (action: string, resource: object) =>
    (await cloud.send("POST", "/v3/resource-check", { action, resource })).body;
  const creation = {
    instance_num: 1,
    mode: "Cluster",
    availability_zone_mode: "single",
    node_num: 2,
    flavor_ref: instanceBody.flavor_ref,
    subnet_id: instanceBody.subnet_id,
  };

  expect(await check("createInstance", { ...creation, enterprise_project_id: shop })).toEqual({ result: false });
  expect(await check("createInstance", { ...creation, enterprise_project_id: 0 })).toEqual({ result: true });
  expect(await check("createReadOnlyNode", { instance_id: id, node_num: 1 })).toEqual({ result: true });
  expect(await check("createReadOnlyNode", { instance_id: id, node_num: 2 })).toEqual({ result: false });
  expect(await cloud.send("POST", `/v3/instances/${id}/nodes/enlarge`, { priorities: [1, 1] })).toMatchObject(
    refusal(413, "DBS.200046"),
  );
  expect(await check("resizeFlavor", { instance_id: id, flavor_ref: "gaussdb.mysql.huge" })).toEqual({ result: false });
});
