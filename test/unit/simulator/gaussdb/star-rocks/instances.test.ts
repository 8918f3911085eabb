import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusal, region, startCloud, type TestCloud } from "../cloud.ts";
import { jobStatus, listHtap, starRocksBody } from "../htap/htap.ts";

interface StarRocksView {
  id: string;
  name: string;
  status: string;
  actions: { action: string; job_id: string; status: string }[];
  groups: { group_node_type: string; nodes: NodeView[] }[];
  [key: string]: unknown;
}

interface NodeView {
  id: string;
  type: string;
  status: string;
  actions: { action: string }[];
  volume: { size: string };
}

let cloud: TestCloud;
let parent: string;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  parent = (await cloud.createInstance()).id;
});

afterAll(() => cloud.simulator.close());

const create = (body: object = {}) =>
  cloud.send<{ instance: { id: string; status: string }; job_id: string }>(
    "POST",
    `/v3/instances/${parent}/starrocks`,
    { ...starRocksBody, ...body },
  );

async function created(body: object = {}) {
  const { instance } = (await create(body)).body;
  cloud.advance(3600);
  return read(instance.id);
}

async function read(id: string): Promise<StarRocksView> {
  const reply = await cloud.send<{ instances: [StarRocksView] }>("GET", `/v3/instances/${parent}/starrocks/${id}`);
  return reply.body.instances[0];
}

const cluster = { ha: { mode: "Cluster" }, fe_count: 3, be_count: 4 };

describe("a StarRocks instance", () => {
  it("is created by a job, during which instance and nodes show what goes on", async () => {
    const reply = await create();
    const coming = await read(reply.body.instance.id);
    cloud.advance(600);
    const ready = await read(reply.body.instance.id);

    expect(reply).toMatchObject({ status: 201, body: { instance: { status: "creating" } } });
    expect(coming).toMatchObject({ status: "creating", actions: [{ action: "BUILD", job_id: reply.body.job_id }] });
    expect(coming.groups.flatMap(({ nodes }) => nodes)).toMatchObject([
      { status: "creating", actions: [{ action: "BUILD" }] },
      { status: "creating", actions: [{ action: "BUILD" }] },
    ]);
    expect(ready).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}in17$/),
      status: "normal",
      actions: [],
      cluster_mode: "Single",
      data_store_version: "3.1.6.0",
      db_port: "3306",
      time_zone: "UTC+08:00",
      fe_node_volume_size: "50000000000",
      be_node_volume_code: "gaussdb.sr.evs.essd",
    });
    expect(await jobStatus(cloud, reply.body.job_id)).toBe("Completed");
  });

  it("has the nodes of each kind that were asked for, one of them leading", async () => {
    const { groups, data_vip } = await created(cluster);

    const types = groups.map(({ group_node_type, nodes }) => [group_node_type, nodes.map(({ type }) => type)]);
    expect(types).toEqual([
      ["fe", ["fe-leader", "fe-follower", "fe-follower"]],
      ["be", ["be", "be", "be", "be"]],
    ]);
    expect(groups[1]?.nodes[0]?.volume.size).toBe("100000000000");
    expect(String(data_vip).split(",")).toHaveLength(3);
  });

  it("is listed with its database instance under other names and types", async () => {
    const { id } = await created(cluster);

    expect(await listHtap(cloud, parent)).toMatchObject({
      total: 1,
      instances: [
        {
          id,
          engine_name: "star-rocks",
          engine_version: "3.1.6",
          instance_state: { instance_status: "normal", create_fail_error_code: null },
          is_frozen: false,
          ha_mode: "Cluster",
          current_actions: [],
          port: 3306,
          node_num: 7,
          ch_master_node_id: null,
        },
      ],
      max_htap_instance_num_of_taurus: 10,
    });
  });

  it("may have the name of another one", async () => {
    await created();

    expect((await create()).status).toBe(201);
  });

  it("is refused for what is not on offer", async () => {
    const volume = { io_type: "SATA", capacity_in_gb: 50 };
    const { be_flavor_id } = starRocksBody;
    const inAllZones = {
      fe_flavor_id: "2bf6aa50-50da-3f27-91af-a8c873070537",
      be_flavor_id: "9f52a065-aa93-371a-9975-959fedf6e24f",
    };

    expect(await create({ engine: { type: "star-rocks", version: "2.5" } })).toMatchObject(refusal(400, "DBS.280238"));
    expect(await create({ fe_flavor_id: be_flavor_id })).toMatchObject(refusal(400, "DBS.280434"));
    expect(await create({ be_volume: volume })).toMatchObject(refusal(400, "DBS.200026"));
    expect(await create({ az_code: "elsewhere" })).toMatchObject(refusal(400, "DBS.05000086"));
    expect(await create({ az_code: `${region}c` })).toMatchObject(refusal(400, "DBS.200054"));
    expect(await create({ az_code: `${region}c`, ...inAllZones })).toMatchObject(refusal(400, "DBS.200026"));
    expect(await create({ fe_count: 2 })).toMatchObject({ status: 400 });
    expect(await create({ db_root_pwd: "weak" })).toMatchObject({ status: 400 });
    expect(await create({ az_mode: "multi" })).toMatchObject({ status: 400 });
  });

  it("is refused on a database instance that is busy, does not exist, or has ten", async () => {
    await cloud.send("POST", `/v3/instances/${parent}/restart`, {});
    const busy = await create();
    cloud.advance(600);
    for (let count = 0; count < 10; count += 1) await create({ name: `orders-${count}` });
    const tooMany = await create();
    parent = `${"0".repeat(32)}in07`;

    expect(busy).toMatchObject(refusal(409, "DBS.200019"));
    expect(tooMany).toMatchObject(refusal(413, "DBS.200046"));
    expect(await create()).toMatchObject(refusal(404, "DBS.200002"));
  });

  it("whose creation failed stays until it is deleted, and can do nothing else", async () => {
    cloud.simulator.admin.inject({
      operationId: "createStarRocksInstance",
      fault: { kind: "jobFails", reason: "No host was free." },
    });

    const { id, status } = await created();
    const restart = await cloud.send("PUT", `/v3/instances/${id}/starrocks/restart`);
    await cloud.finish("DELETE", `/v3/instances/${parent}/starrocks/${id}`);

    expect(status).toBe("createfail");
    expect(restart).toMatchObject(refusal(400, "DBS.200086"));
    expect(await listHtap(cloud, parent)).toMatchObject({ total: 0 });
  });

  it("can come out abnormal, with nodes that are well", async () => {
    cloud.simulator.admin.inject({
      operationId: "createStarRocksInstance",
      fault: { kind: "state", state: "abnormal" },
    });

    const { status, groups } = await created();

    expect([status, groups[0]?.nodes[0]?.status]).toEqual(["abnormal", "normal"]);
  });

  it("restarts as a whole or in one node, and is busy meanwhile", async () => {
    const { id, groups } = await created(cluster);
    const node = groups[1]?.nodes[1]?.id ?? "";

    const one = await cloud.send("PUT", `/v3/instances/${id}/starrocks/${node}/restart`);
    const during = await read(id);
    const busy = await cloud.send("PUT", `/v3/instances/${id}/starrocks/restart`);
    cloud.advance(100);
    const all = await cloud.send("PUT", `/v3/instances/${id}/starrocks/restart`);
    const duringAll = await read(id);
    cloud.advance(100);

    expect(one).toMatchObject({ status: 200, body: { workflow_id: expect.any(String) } });
    expect(during.actions).toMatchObject([{ action: "REBOOTING" }]);
    expect(during.groups.map(({ nodes }) => nodes.map(({ actions }) => actions.length))).toEqual([
      [0, 0, 0],
      [0, 1, 0, 0],
    ]);
    expect(busy).toMatchObject(refusal(409, "DBS.200019"));
    expect(duringAll.groups.flatMap(({ nodes }) => nodes).every(({ actions }) => actions.length === 1)).toBe(true);
    expect(await read(id)).toMatchObject({ status: "normal", actions: [] });
    expect(await jobStatus(cloud, String(all.body.workflow_id))).toBe("Completed");
  });

  it("is free again after a restart that failed", async () => {
    const { id } = await created();
    cloud.simulator.admin.inject({
      operationId: "restartStarRocksInstance",
      fault: { kind: "jobFails", reason: "A node did not come back." },
    });

    const { body } = await cloud.finish("PUT", `/v3/instances/${id}/starrocks/restart`);

    expect(await jobStatus(cloud, String(body.workflow_id))).toBe("Failed");
    expect(await read(id)).toMatchObject({ actions: [], groups: [{ nodes: [{ actions: [] }] }, {}] });
  });

  it("has no node of another instance or of another form", async () => {
    const { id } = await created();
    const restart = (node: string) => cloud.send("PUT", `/v3/instances/${id}/starrocks/${node}/restart`);

    expect(await restart(`${"0".repeat(32)}no17`)).toMatchObject(refusal(400, "DBS.212005"));
    expect(await restart("node")).toMatchObject(refusal(400, "DBS.280404"));
  });

  it("is gone after its deletion, for each kind of request with the code of that kind", async () => {
    const { id } = await created();
    const own = `/v3/instances/${parent}/starrocks/${id}`;

    const deletion = await cloud.finish("DELETE", own);

    expect(deletion.body).toEqual({ workflow_id: expect.any(String) });
    expect(await cloud.send("GET", own)).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await cloud.send("DELETE", own)).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await cloud.send("PUT", `/v3/instances/${id}/starrocks/restart`)).toMatchObject(
      refusal(400, "DBS.05000044"),
    );
    expect(await cloud.send("GET", `/v3/instances/${parent}/starrocks/none`)).toMatchObject(refusal(400, "DBS.280404"));
  });

  it("is not found under another database instance", async () => {
    const { id } = await created();
    const other = await cloud.createInstance({ name: "another" });

    const reply = await cloud.send("GET", `/v3/instances/${other.id}/starrocks/${id}`);

    expect(reply).toMatchObject(refusal(400, "DBS.05000044"));
  });

  it("goes with its database instance", async () => {
    await created();

    await cloud.finish("DELETE", `/v3/instances/${parent}`);

    expect(cloud.simulator.admin.objects().huawei.htapInstances).toEqual([]);
  });

  it("changes and disappears behind the client's back", async () => {
    const { id } = await created();
    const { admin } = cloud.simulator;

    admin.change("huawei", "htapInstances", id, { name: "renamed" });
    const renamed = await read(id);
    admin.remove("huawei", "htapInstances", id);

    expect(renamed.name).toBe("renamed");
    expect(await listHtap(cloud, parent)).toMatchObject({ total: 0 });
    expect(await cloud.getInstance(parent)).toMatchObject({ id: parent });
  });
});
