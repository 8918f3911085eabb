import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusal, region, startCloud, type TestCloud } from "../cloud.ts";
import { clickHouseBody, jobStatus, listHtap, starRocksBody } from "../htap/htap.ts";

interface ClickHouseView {
  id: string;
  status: string;
  actions: { action: string }[];
  groups: { nodes: { flavor_ref: string; volume: { size: string }; [key: string]: unknown }[] }[];
  [key: string]: unknown;
}

let cloud: TestCloud;
let parent: string;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  parent = (await cloud.createInstance({ time_zone: "UTC+02:00" })).id;
});

afterAll(() => cloud.simulator.close());

const create = (body: object = {}) =>
  cloud.send<{ instance: { id: string }; job_id: string }>("POST", `/v3/instances/${parent}/clickhouse`, {
    ...clickHouseBody,
    ...body,
  });

async function created(body: object = {}) {
  const { instance } = (await create(body)).body;
  cloud.advance(3600);
  return read(instance.id);
}

async function read(id: string): Promise<ClickHouseView> {
  const reply = await cloud.send<{ instance: ClickHouseView }>("GET", `/v3/instances/${parent}/clickhouse/${id}`);
  return reply.body.instance;
}

const larger = "6ebc6add-7462-3c27-b92b-3d79ae37a309";
const inAllZones = "7c2d90e4-63aa-3f18-8b45-e1d7a4c60f92";
const twoZones = { ha: { mode: "Ha" }, az_mode: "double", az_code: `${region}b,${region}a` };

describe("a ClickHouse instance", () => {
  it("is created by a job; its time zone is that of the database instance", async () => {
    const reply = await create();
    const coming = await read(reply.body.instance.id);
    cloud.advance(600);
    const ready = await read(reply.body.instance.id);

    expect(reply).toMatchObject({ status: 202, body: { instance: { status: "creating", port: null } } });
    expect(coming).toMatchObject({ status: "creating", actions: [{ action: "BUILD" }] });
    expect(ready).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}in16$/),
      status: "normal",
      actions: [],
      cluster_mode: "Single",
      datastore_version: "1.23.3.24",
      db_port: "3306",
      time_zone: "UTC+02:00",
      volume_code: "gaussdb.ch.evs.essd",
      groups: [{ nodes: [{ type: "master", status: "normal", flavor_ref: "gaussdb.ch.xlarge.x86.4" }] }],
    });
    expect(ready.groups[0]?.nodes[0]?.volume.size).toBe("50000000000");
    expect(await jobStatus(cloud, reply.body.job_id)).toBe("Completed");
  });

  it("has a primary and a standby node in two zones if it is to be highly available", async () => {
    const { groups, master_az_code } = await created(twoZones);

    expect(groups[0]?.nodes).toMatchObject([
      { type: "master", az_code: `${region}b` },
      { type: "slave", az_code: `${region}a` },
    ]);
    expect(master_az_code).toBe(`${region}b`);
  });

  it("is listed beside StarRocks instances, with its primary node", async () => {
    const { id, groups } = await created();
    await cloud.finish("POST", `/v3/instances/${parent}/starrocks`, starRocksBody);

    expect(await listHtap(cloud, parent)).toMatchObject({
      total: 2,
      instances: [
        { id, engine_name: "click-house", engine_version: "1.23.3", ch_master_node_id: groups[0]?.nodes[0]?.id },
        { engine_name: "star-rocks" },
      ],
    });
  });

  it("is refused for what is not on offer", async () => {
    expect(await create({ engine: { type: "click-house", version: "2" } })).toMatchObject(refusal(400, "DBS.280238"));
    expect(await create({ flavor_id: starRocksBody.fe_flavor_id })).toMatchObject(refusal(400, "DBS.280434"));
    expect(await create({ az_code: "elsewhere" })).toMatchObject(refusal(400, "DBS.05000086"));
    expect(await create({ az_code: `${region}c` })).toMatchObject(refusal(400, "DBS.200054"));
    expect(await create({ ...twoZones, az_mode: "single" })).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await create({ pay_info: { pay_model: "1" } })).toMatchObject(refusal(400, "DBS.05000091"));
    expect(await create({ ha: { mode: "Ha" } })).toMatchObject({ status: 400 });
    expect(await create({ db_root_pwd: "weak" })).toMatchObject(refusal(400, "DBS.280203"));
  });

  it("whose creation failed is called otherwise than the same of StarRocks", async () => {
    cloud.simulator.admin.inject({
      operationId: "createClickHouseInstance",
      fault: { kind: "jobFails", reason: "No host was free." },
    });

    const { id, status } = await created();

    expect(status).toBe("createfailed");
    expect(await listHtap(cloud, parent)).toMatchObject({
      instances: [{ instance_state: { instance_status: "createfailed" } }],
    });
    await cloud.finish("DELETE", `/v3/instances/${parent}/clickhouse/${id}`);
    expect(await listHtap(cloud, parent)).toMatchObject({ total: 0 });
  });

  it("gets a larger volume, never a smaller one", async () => {
    const { id } = await created();
    const resize = (size: number) => cloud.send("PUT", `/v3/instances/${id}/clickhouse/resize`, { size_in_gb: size });

    const reply = await resize(110);
    const during = await read(id);
    const busy = await resize(120);
    cloud.advance(600);

    expect(reply).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(during.actions).toMatchObject([{ action: "MODIFYING" }]);
    expect(busy).toMatchObject(refusal(409, "DBS.200019"));
    expect((await read(id)).groups[0]?.nodes[0]?.volume.size).toBe("110000000000");
    expect(await resize(60)).toMatchObject(refusal(400, "DBS.200306"));
  });

  it("gets another flavor by a job that the answer calls a result", async () => {
    const { id } = await created();

    const { body } = await cloud.finish("POST", `/v3/instances/${id}/clickhouse/resize-flavor`, {
      flavor_ref: larger,
      delay: false,
    });

    expect(await jobStatus(cloud, String(body.result))).toBe("Completed");
    expect((await read(id)).groups[0]?.nodes[0]?.flavor_ref).toBe("gaussdb.ch.2xlarge.x86.4");
  });

  it("waits with a delayed change for its maintenance window", async () => {
    const { id } = await created();
    cloud.simulator.admin.change("huawei", "htapInstances", id, { maintenance_window: hoursFromNow(6, 10) });

    const { body } = await cloud.send("POST", `/v3/instances/${id}/clickhouse/resize-flavor`, {
      flavor_ref: larger,
      delay: true,
    });
    cloud.advance(3600);
    const waiting = await jobStatus(cloud, String(body.result));
    const before = await read(id);
    cloud.advance(7 * 3600);

    expect(waiting).toBe("Pending");
    expect(before).toMatchObject({ actions: [], groups: [{ nodes: [{ flavor_ref: "gaussdb.ch.xlarge.x86.4" }] }] });
    expect((await read(id)).groups[0]?.nodes[0]?.flavor_ref).toBe("gaussdb.ch.2xlarge.x86.4");
  });

  it("is refused another flavor that is not on offer, at all or in its zones", async () => {
    const volume = { io_type: "SSD", capacity_in_gb: 50 };
    const { id } = await created({ az_code: `${region}c`, flavor_id: inAllZones, volume });
    const resize = (flavor: string) =>
      cloud.send("POST", `/v3/instances/${id}/clickhouse/resize-flavor`, { flavor_ref: flavor, delay: false });

    expect(await resize(larger)).toMatchObject(refusal(400, "DBS.200054"));
    expect(await resize(starRocksBody.be_flavor_id)).toMatchObject(refusal(400, "DBS.280434"));
    expect(await resize("gaussdb.ch.2xlarge.x86.4")).toMatchObject(refusal(400, "DBS.280434"));
  });

  it("restarts, and is free again", async () => {
    const { id } = await created();

    const reply = await cloud.send("PUT", `/v3/instances/${id}/clickhouse/restart`);
    const during = await read(id);
    cloud.advance(100);

    expect(reply).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(during.actions).toMatchObject([{ action: "REBOOTING" }]);
    expect((await read(id)).actions).toEqual([]);
  });

  it("is gone after its deletion, and is no StarRocks instance", async () => {
    const { id } = await created();
    const asStarRocks = await cloud.send("GET", `/v3/instances/${parent}/starrocks/${id}`);

    const deletion = await cloud.finish("DELETE", `/v3/instances/${parent}/clickhouse/${id}`);
    const restart = await cloud.send("PUT", `/v3/instances/${id}/clickhouse/restart`);
    const again = await cloud.send("DELETE", `/v3/instances/${parent}/clickhouse/${id}`);

    expect(deletion.body).toEqual({ job_id: expect.any(String) });
    for (const reply of [asStarRocks, restart, again]) expect(reply).toMatchObject(refusal(400, "DBS.05000044"));
  });
});

function hoursFromNow(...hours: number[]) {
  const now = new Date(cloud.simulator.requests().at(-1)?.time ?? "").getUTCHours();
  return hours.map((hour) => `${String((now + hour) % 24).padStart(2, "0")}:00`).join("-");
}
