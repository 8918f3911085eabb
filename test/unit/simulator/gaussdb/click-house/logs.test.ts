import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusal, startCloud, type TestCloud } from "../cloud.ts";
import { clickHouseBody, createHtap, starRocksBody } from "../htap/htap.ts";

interface SlowLog {
  type: string;
  query_sample: string;
  line_num: string;
}

let cloud: TestCloud;
let parent: string;
let id: string;

beforeAll(async () => {
  cloud = await startCloud({ start: new Date("2026-01-05T08:00:00Z") });
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  parent = (await cloud.createInstance()).id;
  id = await createHtap(cloud, parent, clickHouseBody);
});

afterAll(() => cloud.simulator.close());

const hour = 3600_000;
const written = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}+0000`;

describe("the slow logs of a ClickHouse instance", () => {
  const path = (rest: string) => `/v3/instances/${id}/clickhouse/${rest}`;
  const setMasking = (value: string) => cloud.send("PUT", path("slowlog-sensitive"), { open_slow_log_switch: value });

  beforeEach(() => cloud.advance(2 * 3600));

  async function nodes() {
    const { body } = await cloud.send<{ node_list: { node_id: string; role: string }[] }>("GET", path("nodes"));
    return body.node_list;
  }

  async function read(body: object = {}) {
    const [node] = await nodes();
    return cloud.send<{ slow_log_list: SlowLog[] }>("POST", path("slow-logs"), {
      node_id: node?.node_id,
      ...rangeTo(0),
      limit: 10,
      ...body,
    });
  }

  /** The hour that ends so many hours from now. */
  function rangeTo(hours: number) {
    const now = Date.parse(cloud.simulator.requests().at(-1)?.time ?? "") + hours * hour;
    return { start_time: written(now - hour), end_time: written(now) };
  }

  it("are those of its nodes", async () => {
    expect(await nodes()).toMatchObject([{ node_name: "orders-lite_shard01_node01", role: "master" }]);
  });

  it("are read page by page, from the line that the page before ended with", async () => {
    const first = (await read({ limit: 4 })).body.slow_log_list;
    const second = (await read({ limit: 4, line_num: first.at(-1)?.line_num })).body.slow_log_list;

    const lines = [...first, ...second].map(({ line_num }) => Number(line_num));
    expect([first.length, second.length]).toEqual([4, 3]);
    expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
  });

  it("are those of one kind of statement, or of one database", async () => {
    const inserts = (await read({ operate_type: "INSERT", database: "default" })).body.slow_log_list;
    const others = (await read({ operate_type: "All", database: "none" })).body.slow_log_list;

    expect(new Set(inserts.map(({ type }) => type))).toEqual(new Set(["INSERT"]));
    expect(others).toEqual([]);
  });

  it("begin with the instance, and end now", async () => {
    expect((await read(rangeTo(-24))).body.slow_log_list).toEqual([]);
    expect((await read(rangeTo(24))).body.slow_log_list).toEqual([]);
  });

  it("need a node of the instance, and a range that ends after its start", async () => {
    expect(await read({ node_id: `${"0".repeat(32)}no16` })).toMatchObject(refusal(400, "DBS.212005"));
    expect(await read({ end_time: rangeTo(-1).end_time })).toMatchObject(refusal(400, "DBS.05000044"));
  });

  it("have no values any more once they are masked", async () => {
    const before = await cloud.send("GET", path("slowlog-sensitive"));
    const clear = (await read()).body.slow_log_list[0]?.query_sample;
    const reply = await setMasking("true");
    const after = await cloud.send("GET", path("slowlog-sensitive"));
    const masked = (await read()).body.slow_log_list[0]?.query_sample;

    expect(before.body).toEqual({ open_slow_log_switch: "false" });
    expect(reply.body).toEqual({ open_slow_log_switch: "true" });
    expect(after.body).toEqual({ open_slow_log_switch: "true" });
    expect([clear, masked]).toEqual(["SELECT sleep (3);", "SELECT sleep (N);"]);
  });

  it("are masked or not, by a switch that is a text, and not while the instance is busy", async () => {
    const other = await setMasking("on");
    await cloud.send("PUT", path("restart"));

    expect(other).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await setMasking("true")).toMatchObject(refusal(409, "DBS.200019"));
  });
});

describe("the log streams of ClickHouse instances", () => {
  const path = "/v3/clickhouse/instances/logs/lts-configs";
  const configOf = (instance: string) => ({ instance_id: instance, log_type: "slow_log" });
  const streams = { lts_group_id: "460d8437-9dcb-47d0-8c56-5758f2042272", lts_stream_id: "bad1ca5d" };
  const set = (...instances: string[]) =>
    cloud.send("POST", path, { log_configs: instances.map((instance) => ({ ...configOf(instance), ...streams })) });
  const unset = (...instances: string[]) => cloud.send("DELETE", path, { log_configs: instances.map(configOf) });
  const list = async (query = "") => (await cloud.send("GET", `${path}${query}`)).body;

  it("are there for each instance, at first without being enabled", async () => {
    await createHtap(cloud, parent, starRocksBody);

    expect(await list()).toMatchObject({
      instance_lts_configs: [
        {
          lts_configs: [{ log_type: "slow_log", enabled: false }],
          instance: { id, name: "orders-lite", mode: "Single", engine_name: "clickhouse", status: "normal" },
        },
      ],
      total_count: 1,
    });
  });

  it("are enabled, replaced and disabled at once, in batches", async () => {
    const other = await createHtap(cloud, parent, { ...clickHouseBody, name: "second" });

    const reply = await set(id, other);
    const enabled = await list(`?instance_id=${id}`);
    await cloud.send("POST", path, { log_configs: [{ ...configOf(id), ...streams, lts_stream_id: "other" }] });
    const replaced = await list(`?instance_id=${id}`);
    await unset(id, other);

    expect(reply).toMatchObject({ status: 200, body: undefined });
    expect(enabled).toMatchObject({ instance_lts_configs: [{ lts_configs: [{ ...streams, enabled: true }] }] });
    expect(replaced).toMatchObject({ instance_lts_configs: [{ lts_configs: [{ lts_stream_id: "other" }] }] });
    expect(await list()).toMatchObject({
      instance_lts_configs: [{ lts_configs: [{ enabled: false }] }, { lts_configs: [{ enabled: false }] }],
    });
  });

  it("are filtered by instance, name and enterprise project", async () => {
    await createHtap(cloud, parent, { ...clickHouseBody, name: "second" });

    expect(await list("?instance_name=second")).toMatchObject({ total_count: 1 });
    expect(await list("?enterprise_project_id=0&limit=1&offset=1")).toMatchObject({
      instance_lts_configs: [{ instance: { name: "second" } }],
      total_count: 2,
    });
    expect(await list("?enterprise_project_id=1")).toMatchObject({ total_count: 0 });
  });

  it("are refused for instances that do not exist or are busy, and then for the whole batch", async () => {
    const unknown = await set(id, `${"0".repeat(32)}in16`);
    const notSet = await unset(id);
    await cloud.send("PUT", `/v3/instances/${id}/clickhouse/restart`);

    expect(unknown).toMatchObject(refusal(400, "DBS.05000044"));
    expect(notSet).toMatchObject(refusal(400, "DBS.280001"));
    expect(await set(id)).toMatchObject(refusal(409, "DBS.200019"));
    expect(await list()).toMatchObject({ instance_lts_configs: [{ lts_configs: [{ enabled: false }] }] });
  });

  it("go with their instance, or disappear behind the client's back", async () => {
    const { admin } = cloud.simulator;
    await set(id);
    admin.remove("huawei", "clickHouseLtsConfigs", id);
    const removed = await list();
    await set(id);
    await cloud.finish("DELETE", `/v3/instances/${parent}/clickhouse/${id}`);

    expect(removed).toMatchObject({ instance_lts_configs: [{ lts_configs: [{ enabled: false }] }] });
    expect(admin.objects().huawei.clickHouseLtsConfigs).toEqual([]);
  });
});
