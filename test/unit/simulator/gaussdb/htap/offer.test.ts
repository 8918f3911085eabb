import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { instanceBody, refusal, region, startCloud, type TestCloud } from "../cloud.ts";
import { clickHouseBody, createHtap, starRocksBody } from "./htap.ts";

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(() => cloud.simulator.admin.reset());

afterAll(() => cloud.simulator.close());

describe("the offer of analytical instances", () => {
  const read = (path: string) => cloud.send("GET", `/v3/htap/${path}`);

  it("has one version of each engine", async () => {
    expect((await read("datastores/star-rocks")).body).toMatchObject({
      datastores: [{ name: "3.1", kernel_version: "3.1.6.0" }],
    });
    expect((await read("datastores/click-house")).body).toMatchObject({
      datastores: [{ name: "1", kernel_version: "1.23.3.24" }],
    });
    expect(await read("datastores/star-rock")).toMatchObject(refusal(400, "DBS.280235"));
  });

  it("has flavors of both kinds of StarRocks nodes, and others of ClickHouse", async () => {
    const { body } = await cloud.send<{ flavors: { spec_code: string; vcpus: string }[] }>(
      "GET",
      "/v3/htap/flavors/star-rocks?availability_zone_mode=single",
    );
    const lite = await read("flavors/click-house?spec_code=gaussdb.ch.8xlarge.x86.4");

    expect(body.flavors.filter(({ spec_code }) => spec_code.startsWith("gaussdb.sr-fe."))).toHaveLength(5);
    expect(body.flavors.filter(({ spec_code }) => spec_code.startsWith("gaussdb.sr-be."))).toHaveLength(5);
    expect(lite.body).toMatchObject({
      flavors: [{ vcpus: "32", ram: "128", az_status: { [`${region}a`]: "normal", [`${region}c`]: "normal" } }],
    });
    expect(await read("flavors/star-rocks?spec_code=gaussdb.ch.8xlarge.x86.4")).toMatchObject(
      refusal(400, "DBS.280434"),
    );
  });

  it("has types of storage for a version that exists", async () => {
    expect((await read("storage-type/star-rocks?version_name=3.1.6.0")).body).toMatchObject({
      storage_type: [
        { name: "ULTRAHIGH", az_status: { [`${region}c`]: "normal" } },
        { name: "ESSD", az_status: { [`${region}a`]: "normal", [`${region}c`]: "unsupported" } },
      ],
    });
    expect(await read("storage-type/click-house?version_name=3.1")).toMatchObject(refusal(400, "DBS.280238"));
  });
});

describe("a check of resources for a StarRocks instance", () => {
  const check = async (changes: object = {}) => {
    const resource = {
      enterprise_project_id: "0",
      instance_num: 1,
      mode: "Single",
      availability_zone_mode: "single",
      fe_node_num: 1,
      be_node_num: 1,
      fe_flavor_ref: "gaussdb.sr-fe.xlarge.x86.4",
      be_flavor_ref: "gaussdb.sr-be.xlarge.x86.4",
      subnet_id: instanceBody.subnet_id,
      ...changes,
    };
    const reply = await cloud.send("POST", "/v3/starrocks/resource-check", { action: "createInstance", resource });
    return reply.body.result;
  };

  beforeEach(() => cloud.createInstance());

  it("is passed with what is on offer", async () => {
    expect(await check()).toBe(true);
    expect(await check({ availability_zone: `${region}a` })).toBe(true);
    expect(await check({ mode: "Cluster", fe_node_num: 3, be_node_num: 10 })).toBe(true);
  });

  it("tells no more than that something is not", async () => {
    const flavor = { fe_flavor_ref: "gaussdb.sr-be.xlarge.x86.4" };

    expect(await check(flavor)).toBe(false);
    expect(await check({ availability_zone: `${region}c` })).toBe(false);
    expect(await check({ fe_node_num: 2 })).toBe(false);
    expect(await check({ mode: "Cluster" })).toBe(false);
    expect(await check({ instance_num: 11 })).toBe(false);
    expect(await check({ subnet_id: "c1cfa53c-0000-0000-0000-326bf310c7ad" })).toBe(false);
  });
});

it("keeps no password of analytical instances, neither in its objects nor in its request log", async () => {
  const { id } = await cloud.createInstance();
  const starRocks = await createHtap(cloud, id, starRocksBody);
  await createHtap(cloud, id, clickHouseBody);
  const user = { user_name: "reader", password: "Secret_1234", databases: ["*"] };
  await cloud.send("POST", `/v3/instances/${starRocks}/starrocks/users`, user);

  const kept = JSON.stringify([cloud.simulator.admin.objects(), cloud.simulator.requests()]);

  for (const password of [starRocksBody.db_root_pwd, clickHouseBody.db_root_pwd, user.password]) {
    expect(kept).not.toContain(password);
  }
});
