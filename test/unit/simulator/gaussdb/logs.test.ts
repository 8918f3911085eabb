import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, refusal, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let instance: InstanceView;
let path: string;
let node_id: string;

const start = Date.parse("2026-11-25T00:00:00Z");

beforeEach(async () => {
  cloud = await startCloud({ start: new Date(start) });
  instance = await cloud.createInstance();
  path = `/instances/${instance.id}`;
  node_id = instance.nodes.find(({ type }) => type === "master")?.id ?? "";
  cloud.advance(6 * 3600);
});

afterEach(() => cloud.simulator.close());

const at = (hours: number) => new Date(start + hours * 3600_000).toISOString().replace(/\.\d+Z$/, "+0000");
const period = { start_time: at(1), end_time: at(5) };

interface Line {
  line_num: string;
  type: string;
  level: string;
  query_sample: string;
}

async function slowLog(body: object = {}) {
  const sent = { node_id, ...period, limit: 100, ...body };
  return (await cloud.send<{ slow_log_list: Line[] }>("POST", `/v3.1${path}/slow-logs`, sent)).body.slow_log_list;
}

async function errorLog(body: object = {}) {
  const sent = { node_id, ...period, limit: 100, ...body };
  return (await cloud.send<{ error_log_list: Line[] }>("POST", `/v3.1${path}/error-logs`, sent)).body.error_log_list;
}

describe("the slow log of a node", () => {
  it("is read page by page, from the line number of the last one on", async () => {
    const all = await slowLog();
    const first = await slowLog({ limit: 10 });
    const second = await slowLog({ limit: 10, line_num: first.at(-1)?.line_num });

    expect(all.length).toBeGreaterThan(20);
    expect([...first, ...second]).toEqual(all.slice(0, 20));
    expect(await slowLog({ line_num: all.at(-1)?.line_num })).toEqual([]);
  });

  it("is asked for by kind of statement and database", async () => {
    expect(new Set((await slowLog({ operate_type: "UPDATE" })).map(({ type }) => type))).toEqual(new Set(["UPDATE"]));
    expect(await slowLog({ operate_type: "ALL", database: "orders" })).toEqual(await slowLog());
    expect(await slowLog({ database: "stock" })).toEqual([]);
  });

  it("shows no values of statements while it is masked", async () => {
    const plain = await slowLog({ operate_type: "DELETE", limit: 1 });
    await cloud.send("POST", `/v3${path}/slowlog/modify`, { open_slow_log_switch: true });

    expect(plain[0]?.query_sample).toContain("17");
    expect((await slowLog({ operate_type: "DELETE", limit: 1 }))[0]?.query_sample).not.toContain("17");
  });

  it("is of the past, and of a node of the instance", async () => {
    const refused = (body: object) =>
      cloud.send("POST", `/v3.1${path}/slow-logs`, { node_id, ...period, limit: 1, ...body });

    expect(await refused({ end_time: at(24) })).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await refused({ start_time: at(5), end_time: at(1) })).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await refused({ node_id: `${"0".repeat(32)}no07` })).toMatchObject(refusal(400, "DBS.212005"));
  });
});

describe("the error log of a node", () => {
  it("is read page by page, of one level or all", async () => {
    const all = await errorLog();
    const errors = await errorLog({ level: "ERROR" });

    expect(await errorLog({ limit: 1, line_num: all[0]?.line_num })).toEqual(all.slice(1, 2));
    expect(errors.length).toBeGreaterThan(0);
    expect(errors).toEqual(all.filter(({ level }) => level === "ERROR"));
    expect(await cloud.send("POST", `/v3.1${path}/error-logs`, { node_id, ...period, limit: 0 })).toMatchObject(
      refusal(400, "DBS.05000036"),
    );
  });
});

describe("files of full SQL", () => {
  type Files = { files: { name: string; updated_time: string }[] };
  const query = `start_time=${encodeURIComponent(at(1))}&end_time=${encodeURIComponent(at(5))}`;
  const files = async (more = "") => {
    return (await cloud.send<Files>("GET", `/v3/instance/${instance.id}/auditlog/download-link?${query}${more}`)).body
      .files;
  };

  it("exist while it is collected, of all nodes or of one, and come in the order of their names", async () => {
    const before = await files();
    await cloud.send("POST", `/v3/instance/${instance.id}/audit-log/switch`, { switch_status: "ON" });
    const all = await files("&limit=50");
    const first = await files("&limit=3");
    const rest = await files(`&limit=50&last_file_name=${first.at(-1)?.name}`);

    expect(before).toEqual([]);
    expect(all).toHaveLength(10);
    expect([...first, ...rest]).toEqual(all);
    expect(await files(`&node_id=${node_id}`)).toEqual(all.filter(({ name }) => name.includes(node_id)));
  });

  it("are not older than the instance, nor of the future", async () => {
    const get = (from: string, to: string) =>
      cloud.send(
        "GET",
        `/v3/instance/${instance.id}/auditlog/download-link?start_time=${encodeURIComponent(from)}&end_time=${encodeURIComponent(to)}`,
      );

    expect(await get(at(-1), at(1))).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await get(at(1), at(24))).toMatchObject(refusal(400, "DBS.05000044"));
  });
});

describe("the diagnosis", () => {
  it("counts and lists the instances that are abnormal by a metric", async () => {
    const list = (metric: string) =>
      cloud.send("GET", `/v3/instances/diagnosis-instance-infos?metric_name=${metric}&offset=0&limit=10`);
    cloud.simulator.admin.change("huawei", "instances", instance.id, { abnormal_metrics: ["mem_overrun"] });
    const counts = await cloud.send<{ diagnosis_info: object[] }>("GET", "/v3/instances/diagnosis-instance-count");

    expect(counts.body.diagnosis_info).toHaveLength(5);
    expect(counts.body.diagnosis_info).toContainEqual({ metric_name: "mem_overrun", count: 1 });
    expect(counts.body.diagnosis_info).toContainEqual({ metric_name: "high_pressure", count: 0 });
    expect((await list("mem_overrun")).body).toEqual({
      total_count: 1,
      instance_infos: [{ instance_id: instance.id, master_node_id: node_id }],
    });
    expect((await list("high_pressure")).body).toEqual({ total_count: 0, instance_infos: [] });
    expect(await list("temperature")).toMatchObject(refusal(400, "DBS.05000044"));
  });
});
