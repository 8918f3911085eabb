import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstanceView, proxyBody, refusal, region, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let instance: InstanceView;
let path: string;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(async () => {
  cloud.simulator.admin.reset();
  instance = await cloud.createInstance();
  path = `/v3/instances/${instance.id}`;
});

afterAll(() => cloud.simulator.close());

const read = async (part: string) => (await cloud.send("GET", `${path}/${part}`)).body;

describe("monitoring by seconds", () => {
  it("shows its period only while it is on, as a text", async () => {
    const before = await read("monitor-policy");
    const early = await cloud.send("PUT", `${path}/monitor-policy`, { monitor_switch: true, period: 1 });
    const meanwhile = await read("monitor-policy");
    cloud.advance(60);
    const on = await read("monitor-policy");
    await cloud.finish("PUT", `${path}/monitor-policy`, { monitor_switch: false });

    expect(before).toEqual({ monitor_switch: false });
    expect(early).toMatchObject({ status: 200, body: { job_id: expect.any(String) } });
    expect(meanwhile).toEqual({ monitor_switch: false });
    expect(on).toEqual({ monitor_switch: true, period: "1" });
    expect(await read("monitor-policy")).toEqual({ monitor_switch: false });
  });

  it("takes five seconds without a period, and no period while it is off", async () => {
    await cloud.finish("PUT", `${path}/monitor-policy`, { monitor_switch: true });

    expect(await read("monitor-policy")).toEqual({ monitor_switch: true, period: "5" });
    expect(await cloud.send("PUT", `${path}/monitor-policy`, { monitor_switch: false, period: 5 })).toMatchObject({
      status: 400,
    });
  });
});

describe("the private domain name", () => {
  const names = async () => (await cloud.getInstance(instance.id)) as unknown as { private_dns_names: string[] };

  it("is applied for once and then called as one likes", async () => {
    const tooEarly = await cloud.send("PUT", `${path}/dns`, { dns_name: "ordersofshop" });
    await cloud.finish("POST", `${path}/dns`, { dns_type: "private" });
    const first = await names();
    const again = await cloud.send("POST", `${path}/dns`, { dns_type: "private" });
    await cloud.finish("PUT", `${path}/dns`, { dns_name: "ordersofshop" });

    expect(tooEarly).toMatchObject(refusal(400, "DBS.05000091"));
    expect(first.private_dns_names).toEqual([`${instance.id}.internal.${region}.taurusdb.myhuaweicloud.com`]);
    expect(again).toMatchObject(refusal(400, "DBS.05000021"));
    expect((await names()).private_dns_names).toEqual([`ordersofshop.internal.${region}.taurusdb.myhuaweicloud.com`]);
  });

  it("is another one for each instance", async () => {
    const other = await cloud.createInstance({ name: "other" });
    for (const { id } of [instance, other])
      await cloud.finish("POST", `/v3/instances/${id}/dns`, { dns_type: "private" });
    await cloud.finish("PUT", `${path}/dns`, { dns_name: "ordersofshop" });

    expect(await cloud.send("PUT", `/v3/instances/${other.id}/dns`, { dns_name: "ordersofshop" })).toMatchObject(
      refusal(400, "DBS.05000021"),
    );
    expect(await cloud.send("PUT", `${path}/dns`, { dns_name: "ordersofshop" })).toMatchObject({ status: 200 });
  });
});

describe("auto scaling", () => {
  const policy = {
    status: "ON",
    scaling_strategy: { flavor_switch: "ON", read_only_switch: "OFF" },
    monitor_cycle: 300,
    silence_cycle: 600,
    enlarge_threshold: 70,
    max_flavor: "gaussdb.mysql.2xlarge.x86.4",
    reduce_enabled: true,
  };
  const off = { status: "OFF", scaling_strategy: { flavor_switch: "OFF", read_only_switch: "OFF" } };
  const set = (body: object) => cloud.send("PUT", `${path}/auto-scaling/policy`, body);

  it("can be read while it is on, and tells next to nothing while it is off", async () => {
    const made = await set(policy);
    const on = await read("auto-scaling/policy");
    await set(off);

    expect(made.body).toEqual({
      instance_id: instance.id,
      instance_name: "orders",
      switch_status: { scaling_switch: "ON", flavor_switch: "ON", read_only_switch: "OFF" },
    });
    expect(on).toMatchObject({ ...policy, id: expect.any(String), min_flavor: "gaussdb.mysql.large.x86.4" });
    expect(await read("auto-scaling/policy")).toMatchObject({
      id: null,
      status: "OFF",
      monitor_cycle: null,
      max_flavor: null,
      silence_start_at: "",
      scaling_strategy: { flavor_switch: "", read_only_switch: "" },
    });
  });

  it("lets read replicas come and go only with one proxy, which must then stay", async () => {
    const replicas = {
      ...policy,
      scaling_strategy: { flavor_switch: "OFF", read_only_switch: "ON" },
      max_read_only_count: 4,
      read_only_weight: 100,
    };
    const without = await set(replicas);
    await cloud.finish("POST", `${path}/proxy`, proxyBody);
    const made = await set(replicas);

    expect(without).toMatchObject(refusal(400, "DBS.05000091"));
    expect(made).toMatchObject({ status: 200 });
    expect(await cloud.send("POST", `${path}/proxy`, proxyBody)).toMatchObject(refusal(400, "DBS.05000027"));
    expect(await cloud.send("DELETE", `${path}/proxy`)).toMatchObject(refusal(400, "DBS.05000027"));
    await set(off);
    expect(await cloud.send("DELETE", `${path}/proxy`)).toMatchObject({ status: 200 });
  });

  it("asks for what it needs while it is on, and for a flavor that there is", async () => {
    const { monitor_cycle: _, ...lacking } = policy;

    expect(await set(lacking)).toMatchObject({ status: 400 });
    expect(await set({ ...policy, max_flavor: "gaussdb.mysql.huge" })).toMatchObject(refusal(400, "DBS.200054"));
  });

  it("is not changed while read replicas are being added", async () => {
    await cloud.send("POST", `${path}/nodes/enlarge`, { priorities: [1] });

    expect(await set(off)).toMatchObject(refusal(400, "DBS.05000084"));
  });

  it("has a history, which begins empty", async () => {
    const record = {
      id: "2f5f3eeb-16c7-4b0c-bd44-4b2968275abe",
      instance_id: instance.id,
      instance_name: "orders",
      scaling_type: "ENLARGE_FLAVOR",
      original_value: "gaussdb.mysql.large.x86.4",
      target_value: "gaussdb.mysql.xlarge.x86.4",
      result: "SUCCESSFUL",
      create_at: "2023-04-30 16:47:40.877",
    };
    const before = await read("auto-scaling/history");
    cloud.simulator.admin.change("huawei", "instances", instance.id, { auto_scaling_records: [record] });

    expect(before).toEqual({ total_count: 0, records: [] });
    expect(await read("auto-scaling/history")).toEqual({ total_count: 1, records: [record] });
    expect(await read("auto-scaling/history?offset=1")).toEqual({ total_count: 1, records: [] });
  });
});

describe("the limits of a serverless instance", () => {
  it("are set at once, the lower one not above the upper one", async () => {
    const set = (min_vcpus: number, max_vcpus: number) =>
      cloud.send("PUT", `${path}/serverless/policy`, { min_vcpus, max_vcpus });

    expect(await set(4, 1)).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await set(1, 4)).toMatchObject({ status: 200, body: undefined });
  });
});

describe("switches of an instance", () => {
  it("turn full SQL on and off at once", async () => {
    const singular = `/v3/instance/${instance.id}/audit-log`;
    const before = (await cloud.send("GET", `${singular}/switch-status`)).body;
    const made = await cloud.send("POST", `${singular}/switch`, { switch_status: "ON" });

    expect(before).toEqual({ switch_status: "OFF" });
    expect(made).toMatchObject({ status: 200, body: { result: "success" } });
    expect((await cloud.send("GET", `${singular}/switch-status`)).body).toEqual({ switch_status: "ON" });
  });

  it("turn the masking of the slow log on by either name, and tell it as a text", async () => {
    const set = (body: object) => cloud.send("POST", `${path}/slowlog/modify`, body);
    const before = await read("slowlog/query");
    await set({ open_slow_log_switch: true });
    const on = await read("slowlog/query");
    await set({ open_slow_logging_switch: false });

    expect(before).toEqual({ open_slow_log_switch: "false" });
    expect(on).toEqual({ open_slow_log_switch: "true" });
    expect(await read("slowlog/query")).toEqual({ open_slow_log_switch: "false" });
    expect(await set({})).toMatchObject({ status: 400 });
  });

  it("turn SQL throttling on when a job is done", async () => {
    await cloud.send("POST", `${path}/sql-filter/switch`, { switch_status: "ON" });
    const early = await read("sql-filter/switch");
    cloud.advance(60);

    expect(early).toEqual({ switch_status: "OFF" });
    expect(await read("sql-filter/switch")).toEqual({ switch_status: "ON" });
  });
});

describe("the kernel", () => {
  const version = async () => (await read("database-version")) as { upgrade_flag: boolean };

  it("is upgraded to the latest version and no further", async () => {
    const before = await version();
    await cloud.finish("POST", `${path}/db-upgrade`, { delay: false });

    expect(before.upgrade_flag).toBe(true);
    expect((await version()).upgrade_flag).toBe(false);
    expect(await cloud.send("POST", `${path}/db-upgrade`)).toMatchObject(refusal(400, "DBS.05000008"));
  });

  it("waits for the maintenance window when it is asked to", async () => {
    // In the morning: the window of a new instance opens in the evening.
    const morning = await startCloud({ start: new Date("2026-11-25T06:00:00Z") });
    const { id } = await morning.createInstance();
    const isOld = async () =>
      (await morning.send<{ upgrade_flag: boolean }>("GET", `/v3/instances/${id}/database-version`)).body.upgrade_flag;

    await morning.send("POST", `/v3/instances/${id}/db-upgrade`, { delay: true });
    const jobs = await morning.send("GET", "/v3/scheduled-jobs?job_name=UpgradeGaussDBforMySQLDatabaseVersion");
    const before = await isOld();
    morning.advance(24 * 3600);
    const after = await isOld();
    await morning.simulator.close();

    expect(jobs.body).toMatchObject({ total_count: 1, schedules: [{ job_status: "Pending" }] });
    expect([before, after]).toEqual([true, false]);
  });
});

describe("the protection of backups", () => {
  const encryption = (encryption_status: string, key: object = {}) =>
    cloud.send("POST", `${path}/backups/encryption`, { encryption_status, ...key });
  const crossRegion = (change: object = {}) =>
    cloud.send("PUT", `${path}/backups/offsite-policy`, {
      backup_policy: {
        open_auto_backup: true,
        open_incremental_backup: false,
        destination_project_id: "fd710c89089a448aa2e666ab15817090",
        destination_region: "cn-north-4",
        keep_days: 7,
        ...change,
      },
    });

  it("is either encryption", async () => {
    const on = await encryption("ON", { type: "KMS", kms_key_id: "b82fa43f-f6e8-4ec4-9c31-231bc547c526" });

    expect(on.body).toEqual({ encryption_status: "on" });
    expect(await read("backups/encryption")).toEqual({ encryption_status: "on" });
    expect(await crossRegion()).toMatchObject(refusal(400, "DBS.05000029"));
    await encryption("off");
    expect(await read("backups/encryption")).toEqual({ encryption_status: "off" });
  });

  it("or copies in another region, and not both", async () => {
    const key = { type: "kms", kms_key_id: "b82fa43f-f6e8-4ec4-9c31-231bc547c526" };

    expect(await crossRegion({ destination_region: region })).toMatchObject(refusal(400, "DBS.05000044"));
    expect(await crossRegion()).toMatchObject({ status: 200, body: { result: "SUCCESS" } });
    expect(await encryption("on", key)).toMatchObject(refusal(400, "DBS.05000030"));
    await crossRegion({ open_auto_backup: false });
    expect(await encryption("on", key)).toMatchObject({ status: 200 });
  });
});

describe("a busy instance", () => {
  it.each([
    ["PUT", "monitor-policy", { monitor_switch: true }, "DBS.200019"],
    ["POST", "dns", { dns_type: "private" }, "DBS.200019"],
    ["PUT", "serverless/policy", { min_vcpus: 1, max_vcpus: 4 }, "DBS.200019"],
    ["POST", "slowlog/modify", { open_slow_log_switch: true }, "DBS.200019"],
    ["POST", "sql-filter/switch", { switch_status: "ON" }, "DBS.200047"],
    ["POST", "db-upgrade", {}, "DBS.200019"],
    ["POST", "backups/encryption", { encryption_status: "off" }, "DBS.200019"],
  ])("refuses %s %s", async (method, part, body, code) => {
    await cloud.send("POST", `${path}/restart`);

    expect(await cloud.send(method, `${path}/${part}`, body)).toMatchObject(refusal(409, code));
  });
});

describe("dedicated resources", () => {
  it("are listed, and tell what is used of them", async () => {
    type Pools = { resources: { id: string }[]; total_count: number };
    const { resources, total_count } = (await cloud.send<Pools>("GET", "/v3/dedicated-resources")).body;
    const id = resources[0]?.id;
    await cloud.createInstance({ name: "dedicated", dedicated_resource_id: id });
    const one = await cloud.send("GET", `/v3/dedicated-resource/${id}`);

    expect(total_count).toBe(1);
    expect(one.body).toMatchObject({ id, status: "normal", dedicated_compute_info: { vcpus_used: 8, ram_used: 32 } });
    expect(await cloud.send("GET", "/v3/dedicated-resource/other")).toMatchObject(refusal(404, "DBS.290013"));
  });
});

describe("the recycle bin", () => {
  type Bin = { instances: { id: string; recycle_backup_id: string }[]; total_count: number };
  const bin = async () => (await cloud.send<Bin>("GET", "/v3/instances/recycle-info")).body;

  it("keeps deleted instances for the days of the project's policy", async () => {
    const before = await cloud.send("GET", "/v3/instances/recycle-policy");
    const set = await cloud.send("PUT", "/v3/instances/recycle-policy", {
      recycle_policy: { retention_period_in_days: 2 },
    });
    await cloud.finish("DELETE", path);
    const kept = await bin();
    cloud.advance(2 * 24 * 3600);

    expect(before.body).toEqual({ recycle_policy: { retention_period_in_days: "7" } });
    expect(set).toMatchObject({ status: 200, body: undefined });
    expect(kept).toMatchObject({
      total_count: 1,
      instances: [{ id: instance.id, name: "orders", engine_name: "taurus", pay_model: "0", recycle_status: "Active" }],
    });
    expect(await bin()).toEqual({ total_count: 0, instances: [] });
  });

  it("does not take what was never created", async () => {
    cloud.simulator.admin.inject({
      operationId: "createInstance",
      fault: { kind: "jobFails", reason: "No.", made: 0 },
    });
    const failed = await cloud.createInstance({ name: "failed" });
    await cloud.finish("DELETE", `/v3/instances/${failed.id}`);

    expect(await bin()).toEqual({ total_count: 0, instances: [] });
  });

  it("has a policy of one to seven days", async () => {
    const set = (body: object) => cloud.send("PUT", "/v3/instances/recycle-policy", body);

    expect(await set({ recycle_policy: { retention_period_in_days: 8 } })).toMatchObject({ status: 400 });
    expect(await set({ recycle_policy: { retention_period_in_days: "8" } })).toMatchObject({ status: 400 });
    expect(await set({ recycle_policy: { retention_period_in_days: "3" } })).toMatchObject({ status: 200 });
    expect(await set({})).toMatchObject(refusal(400, "DBS.05000018"));
  });
});
