import { describe, expect, it } from "vitest";
import { autoScaling } from "../../../../provider/gaussdb/instance/auto-scaling.ts";
import { fullSql } from "../../../../provider/gaussdb/instance/full-sql.ts";
import { monitoring } from "../../../../provider/gaussdb/instance/monitoring.ts";
import { serverlessPolicy } from "../../../../provider/gaussdb/instance/serverless-policy.ts";
import { slowLogMasking } from "../../../../provider/gaussdb/instance/slow-log-masking.ts";
import { sqlThrottling } from "../../../../provider/gaussdb/instance/sql-throttling.ts";
import { instance } from "../../../../provider/gaussdb/instance.ts";
import { refusals } from "../../recording-cloud.ts";
import { instanceArgs } from "./arguments.ts";
import { noticeOf, readBy, sentBy } from "./settings.ts";

const refused = (changes: object) => refusals(instance, { ...instanceArgs, ...changes });

describe("monitoring by seconds", () => {
  it("is sent without a period when it is switched off", async () => {
    const on = await sentBy(monitoring, { inputs: { secondLevelMonitoring: { enabled: true, period: 1 } } });
    const off = await sentBy(monitoring, { inputs: { secondLevelMonitoring: { enabled: false } } });

    expect(on.calls).toEqual([["setInstanceMonitorPolicy", { monitor_switch: true, period: 1 }]]);
    expect(off.calls).toEqual([["setInstanceMonitorPolicy", { monitor_switch: false }]]);
  });

  it("is read whatever types the cloud chooses, and has no period while it is off", async () => {
    expect(await readBy(monitoring, { getInstanceMonitorPolicy: { monitor_switch: true, period: "1" } })).toEqual({
      secondLevelMonitoring: { enabled: true, period: 1 },
    });
    expect(await readBy(monitoring, { getInstanceMonitorPolicy: { monitor_switch: "false", period: 5 } })).toEqual({
      secondLevelMonitoring: { enabled: false, period: undefined },
    });
    expect(await readBy(monitoring, {})).toEqual({});
  });

  it("is refused with another period, and with one while it is off", () => {
    expect(refused({ secondLevelMonitoring: { enabled: true } })).toEqual([]);
    expect(refused({ secondLevelMonitoring: { enabled: true, period: 2 } })).toEqual([
      "secondLevelMonitoring.period: must be one of 1, 5",
    ]);
    expect(refused({ secondLevelMonitoring: { enabled: false, period: 1 } })).toEqual([
      "secondLevelMonitoring: must not have a period while enabled is false",
    ]);
  });
});

describe("auto scaling", () => {
  const policy = {
    enabled: true,
    flavorSwitch: true,
    readOnlySwitch: false,
    monitorCycle: 300,
    silenceCycle: 3600,
    reduceEnabled: true,
    enlargeThreshold: 80,
    maxFlavor: "gaussdb.mysql.4xlarge.x86.4",
  };
  const answer = {
    instance_id: "i",
    status: "ON",
    scaling_strategy: { flavor_switch: "ON", read_only_switch: "OFF" },
    monitor_cycle: 300,
    silence_cycle: 3600,
    reduce_enabled: true,
    enlarge_threshold: 80,
    max_flavor: policy.maxFlavor,
  };

  it("is sent as a whole, and off without anything else", async () => {
    const on = await sentBy(autoScaling, { inputs: { autoScaling: policy } });
    const off = await sentBy(autoScaling, { inputs: { autoScaling: { ...policy, enabled: false } } });

    const { instance_id: _, ...body } = answer;
    expect(on.calls).toEqual([["setAutoScalingPolicy", body]]);
    expect(off.calls).toEqual([
      ["setAutoScalingPolicy", { status: "OFF", scaling_strategy: { flavor_switch: "OFF", read_only_switch: "OFF" } }],
    ]);
  });

  it("is read without what is not told while it is off", async () => {
    const off = { ...answer, status: "OFF", scaling_strategy: { flavor_switch: "", read_only_switch: "" } };

    expect(await readBy(autoScaling, { getAutoScalingPolicy: { ...answer, max_read_only_count: null } })).toEqual({
      autoScaling: { ...policy, maxReadOnlyCount: undefined, readOnlyWeight: undefined },
    });
    expect(await readBy(autoScaling, { getAutoScalingPolicy: off })).toEqual({ autoScaling: { enabled: false } });
  });

  it("is refused without what its switches need", () => {
    expect(refused({ autoScaling: policy })).toEqual([]);
    expect(refused({ autoScaling: { enabled: false } })).toEqual([]);
    expect(refused({ autoScaling: { enabled: true } })).toEqual([
      "autoScaling: needs monitorCycle, silenceCycle, reduceEnabled with enabled",
    ]);
    expect(refused({ autoScaling: { ...policy, maxFlavor: undefined, readOnlySwitch: true } })).toEqual([
      "autoScaling: needs maxFlavor with flavorSwitch",
      "autoScaling: needs maxReadOnlyCount, readOnlyWeight with readOnlySwitch",
    ]);
    expect(refused({ autoScaling: { ...policy, monitorCycle: 301, enlargeThreshold: 49 } })).toEqual([
      "autoScaling.monitorCycle: must be one of 300, 600, 900, 1800",
      "autoScaling.enlargeThreshold: must be at least 50",
    ]);
  });

  it("says what it costs when it is switched on", () => {
    expect(noticeOf(autoScaling, { autoScaling: policy })).toContain("the price follows");
    expect(noticeOf(autoScaling, { autoScaling: { enabled: false } })).toBeUndefined();
  });
});

describe("the serverless policy", () => {
  it("is sent with both limits, and refused if the least is above the most", async () => {
    const { calls } = await sentBy(serverlessPolicy, { inputs: { serverlessPolicy: { minVcpus: 2, maxVcpus: 8 } } });

    expect(calls).toEqual([["setServerlessPolicy", { min_vcpus: 2, max_vcpus: 8 }]]);
    expect(refused({ serverlessPolicy: { minVcpus: 8, maxVcpus: 8 } })).toEqual([]);
    expect(refused({ serverlessPolicy: { minVcpus: 9, maxVcpus: 8 } })).toEqual([
      "serverlessPolicy.minVcpus: must be at most maxVcpus",
    ]);
  });
});

describe("a switch", () => {
  it.each([
    [fullSql, "fullSql", "switchFullSql", { switch_status: "ON" }],
    [sqlThrottling, "sqlThrottling", "switchSqlThrottling", { switch_status: "ON" }],
    [slowLogMasking, "slowLogMasking", "switchSlowLogMasking", { open_slow_log_switch: true }],
  ])("is sent as its operation wants it: %#", async (aspect, input, operation, body) => {
    expect((await sentBy(aspect, { inputs: { [input]: true } })).calls).toEqual([[operation, body]]);
  });

  it.each([
    [fullSql, "fullSql", { getFullSqlSwitchStatus: { switch_status: "OFF" } }, false],
    [sqlThrottling, "sqlThrottling", { getSqlThrottlingSwitchStatus: { switch_status: "ON" } }, true],
    [slowLogMasking, "slowLogMasking", { getSlowLogMaskingStatus: { open_slow_log_switch: "true" } }, true],
    [slowLogMasking, "slowLogMasking", { getSlowLogMaskingStatus: { open_slow_log_switch: false } }, false],
    [slowLogMasking, "slowLogMasking", { getSlowLogMaskingStatus: {} }, undefined],
  ])("is read as a boolean: %#", async (aspect, input, answers, value) => {
    expect(await readBy(aspect, answers)).toEqual({ [input]: value });
  });

  it("that the cloud accepts and does not carry out has failed", async () => {
    const { failure } = await sentBy(fullSql, { inputs: { fullSql: true } }, { switchFullSql: { result: "failed" } });

    expect(failure).toContain("switchFullSql failed: its result is failed");
  });

  it("says what its change means", () => {
    expect(noticeOf(fullSql, { fullSql: false })).toContain("DAS and DBSS");
    expect(noticeOf(fullSql, { fullSql: true })).toContain("costs");
    expect(noticeOf(slowLogMasking, { slowLogMasking: false })).toContain("shows the values");
    expect(noticeOf(slowLogMasking, { slowLogMasking: true })).toBeUndefined();
  });
});
