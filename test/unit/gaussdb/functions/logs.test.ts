import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as gaussdb from "../../../../sdk/gaussdb/functions.gen.ts";
import type { InstanceView, TestCloud } from "../../simulator/gaussdb/cloud.ts";
import { clickHouseBody, createHtap } from "../../simulator/gaussdb/htap/htap.ts";
import { endProgram, startProgram } from "./program.ts";

const shop = "5c7d11e0-3201-4558-bcce-1172137cf7e2";
const start = Date.parse("2026-11-25T00:00:00Z");
const at = (hours: number) => new Date(start + hours * 3600_000).toISOString();
const destination = { lts_group_id: "c3dd5233-24a1-443c-6b40-310b3ad85382", lts_stream_id: "9b476e31" };

let cloud: TestCloud;
let instance: InstanceView;
let instanceId: string;
let nodeId: string;

beforeEach(async () => {
  cloud = await startProgram({ start: new Date(start) });
  instance = await cloud.createInstance();
  instanceId = instance.id;
  nodeId = instance.nodes.find(({ type }) => type === "master")?.id ?? "";
});

afterEach(() => endProgram(cloud));

/** The requests of an operation that the cloud has heard. */
const heard = (operation: string) =>
  cloud.simulator.requests().filter(({ operationId }) => operationId === operation).length;

describe("a program can ask for logs", () => {
  beforeEach(() => cloud.advance(60 * 3600));

  it("of slow statements, as many pages as there are in the time", async () => {
    const period = { instanceId, nodeId, startTime: at(2), endTime: at(58) };

    const all = await gaussdb.getSlowLogs(period);

    expect(all.length).toBeGreaterThan(100);
    expect(heard("listSlowLogDetails")).toBeGreaterThan(1);
    expect(new Set(all.map(({ lineNum }) => lineNum)).size).toBe(all.length);
    expect(all[0]).toMatchObject({ nodeId, rowsExamined: expect.any(Number), count: expect.any(Number) });
    const updates = await gaussdb.getSlowLogs({ ...period, operateType: "UPDATE" });
    expect(updates).toEqual(all.filter(({ type }) => type === "UPDATE"));
  });

  it("of errors", async () => {
    const period = { instanceId, nodeId, startTime: at(2), endTime: at(58) };

    const all = await gaussdb.getErrorLogs(period);
    const errors = await gaussdb.getErrorLogs({ ...period, level: "ERROR" });

    expect(errors.length).toBeGreaterThan(0);
    expect(errors).toEqual(all.filter(({ level }) => level === "ERROR"));
  });

  it("and for links to files of all statements, which are secret", async () => {
    await cloud.send("POST", `/v3/instance/${instanceId}/audit-log/switch`, { switch_status: "ON" });
    const period = { instanceId, startTime: at(2), endTime: at(58) };

    const files = await gaussdb.getFullSqlDownloadLinks(period);

    expect(files.length).toBeGreaterThan(50);
    expect(heard("getFullSqlDownloadLinks")).toBe(Math.floor(files.length / 50) + 1);
    expect(files[0]).toMatchObject({ size: expect.any(Number), downloadLink: expect.stringMatching(/^https:/) });
    const links = gaussdb.getFullSqlDownloadLinksOutput(period);
    expect(await pulumi.isSecret(links)).toBe(true);
  });

  it("of a ClickHouse instance, and whether these are masked", async () => {
    const clickHouse = await createHtap(cloud, instanceId, clickHouseBody);
    cloud.advance(3600);
    const [node] = await gaussdb.getClickHouseLogNodes({ instanceId: clickHouse });
    const now = Date.parse(cloud.simulator.requests().at(-1)?.time ?? "");

    const lines = await gaussdb.getClickHouseSlowLogs({
      instanceId: clickHouse,
      nodeId: node?.nodeId ?? "",
      startTime: new Date(now - 3600_000).toISOString(),
      endTime: new Date(now).toISOString(),
    });

    expect(lines.length).toBeGreaterThan(0);
    expect(lines[0]).toMatchObject({ nodeId: node?.nodeId, rowsSent: expect.any(Number), count: expect.any(Number) });
    expect(await gaussdb.getClickHouseSlowLogMasking({ instanceId: clickHouse })).toEqual({ openSlowLogSwitch: false });
  });

  it("and where these are sent", async () => {
    const clickHouse = await createHtap(cloud, instanceId, clickHouseBody);
    const config = { instance_id: instanceId, log_type: "error_log", ...destination };
    await cloud.send("POST", "/v3/logs/lts-configs", { log_configs: [config] });
    const ofClickHouse = { instance_id: clickHouse, log_type: "slow_log", ...destination };
    await cloud.send("POST", "/v3/clickhouse/instances/logs/lts-configs", { log_configs: [ofClickHouse] });

    const configs = await gaussdb.getLtsLogConfigs({ instanceId });
    const others = await gaussdb.getClickHouseLtsConfigs({ instanceId: clickHouse });

    expect(configs).toMatchObject([
      {
        instance: { id: instanceId, engineVersion: "2.0", enterpriseProjectId: "0" },
        ltsConfigs: [{ logType: "error_log", enabled: true, ltsStreamId: "9b476e31" }],
      },
    ]);
    expect(others).toMatchObject([
      { instance: { id: clickHouse, engineName: "click-house" }, ltsConfigs: [{ logType: "slow_log", enabled: true }] },
    ]);
  });
});

describe("a program can ask", () => {
  it("which statements are throttled on a node", async () => {
    const rules = [{ sql_type: "SELECT", patterns: [{ pattern: "select~a", max_concurrency: 0 }] }];
    const body = { sql_filter_rules: [{ node_id: nodeId, rules }] };
    await cloud.finish("PUT", `/v3/instances/${instanceId}/sql-filter/rules`, body);

    expect(await gaussdb.getSqlThrottlingRules({ instanceId, nodeId })).toMatchObject([
      { sqlType: "SELECT", patterns: [{ pattern: "select~a", maxConcurrency: 0 }] },
    ]);
    expect(await gaussdb.getSqlThrottlingRules({ instanceId, nodeId, sqlType: "UPDATE" })).toEqual([]);
  });

  it("which instances are abnormal by what", async () => {
    cloud.simulator.admin.change("huawei", "instances", instanceId, { abnormal_metrics: ["mem_overrun"] });

    expect(await gaussdb.getAbnormalInstanceCounts()).toContainEqual({ metricName: "mem_overrun", count: 1 });
    expect(await gaussdb.getAbnormalInstances({ metricName: "mem_overrun" })).toEqual([
      { instanceId, masterNodeId: nodeId },
    ]);
  });

  it("for quotas, and for enterprise projects", async () => {
    const quota = { enterprise_project_id: shop, instance_quota: 2 };
    await cloud.send("POST", "/v3/quotas", { quota_list: [quota] });

    expect(await gaussdb.getInstanceQuotas()).toEqual([{ type: "instance", used: 1, quota: 200 }]);
    expect(await gaussdb.getEnterpriseProjectQuotas({ enterpriseProjectName: "shop" })).toMatchObject([
      { enterpriseProjectId: shop, instanceQuota: 2, availabilityInstanceQuota: 2 },
    ]);
    const [main, other] = await gaussdb.getEnterpriseProjects();
    expect(main).toMatchObject({ id: "0", name: "default", status: true });
    expect(main).not.toHaveProperty("created");
    expect(other).toMatchObject({ id: shop, created: "2023-06-12T02:14:28.000Z" });
  });
});
