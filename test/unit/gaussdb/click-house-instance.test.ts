import { describe, expect, it } from "vitest";
import { slowLogMasking } from "../../../provider/gaussdb/click-house-instance/slow-log-masking.ts";
import { clickHouseInstance } from "../../../provider/gaussdb/click-house-instance.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { differences } from "../../../provider/runtime/compare.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const instanceId = "5a377c0073cd4264be308fd968e60312in07";
const ownId = "2cdec02d8c4a4c88aecae08684dd8076in16";
const id = `${instanceId}/${ownId}`;

const valid = {
  instanceId,
  name: "analytics",
  engineVersion: "1",
  haMode: "Single",
  availabilityZones: ["ap-southeast-3a"],
  flavorId: "b44cfde6-d250-313c-8d7a-cd216f071658",
  volume: { ioType: "ESSD", capacityInGb: 50 },
  password: "Analytics-1",
} as const;
const refused = (changes: object) => refusals(clickHouseInstance, { ...valid, ...changes });

/** What the cloud tells of it, with what is peculiar about it. */
const detail = (changes: object = {}) => ({
  instance: {
    id: ownId,
    name: "analytics",
    status: "normal",
    cluster_mode: "Single",
    datastore_version: "1.23.3.24",
    db_user: null,
    time_zone: "UTC+08:00",
    enterprise_project_id: null,
    tags_info: { tags: [], sys_tags: [{ key: "_sys_enterprise_project_id", value: "0" }] },
    port_info: { tep_port: 9000, http_port: 8123, mysql_port: 3306, https_port: 8443, tep_secure_port: 9440 },
    groups: [{ id: "gr16", nodes: [node("b", "slave", "192.168.0.56"), node("a", "master", "192.168.0.55")] }],
    ...changes,
  },
});

function node(name: string, type: string, address: string) {
  return {
    id: name,
    name,
    type,
    status: "normal",
    volume: { type: "SSD", size: "500000000000" },
    traffic_ip: address,
    traffic_vip: "",
    az_code: "ap-southeast-3b",
    flavor_id: "flavor",
    vpc_id: "vpc",
    subnet_id: "subnet",
    need_restart: type === "slave",
  };
}

/** What the cloud says of an instance that is not there, and of a wrong parameter. */
const vague = (operation: string) =>
  new CloudError({ operation, summary: "Param error", status: 400, code: "DBS.05000044" });

describe("a ClickHouse instance", () => {
  it("is accepted with one node in a zone, and with a primary and a standby in two", () => {
    expect(refused({})).toEqual([]);
    expect(refused({ haMode: "Ha", availabilityZones: ["ap-southeast-3b", "ap-southeast-3a"] })).toEqual([]);
  });

  it("is refused with fewer or more zones than its mode has", () => {
    expect(refused({ haMode: "Ha" })).toEqual(["availabilityZones: must be several zones with haMode Ha"]);
    expect(refused({ availabilityZones: ["ap-southeast-3b", "ap-southeast-3a"] })).toEqual([
      "availabilityZones: must be one zone with haMode Single",
    ]);
  });

  it("is refused with a version in several parts, a disk of another size and a weak password", () => {
    expect(refused({ engineVersion: "1.23" })).toEqual(["engineVersion: must be one digit, such as 1"]);
    expect(refused({ volume: { ioType: "ESSD", capacityInGb: 40 } })).toEqual([
      "volume.capacityInGb: must be at least 50",
    ]);
    expect(refused({ password: "analytics" })).toEqual([
      "password: must have three of: upper case letters, lower case letters, digits, special characters (~!@#%^*-_=+?,)",
    ]);
  });

  it("is asked for in the cloud's words, with the default enterprise project as a tag", async () => {
    const { cloud, sent } = recordingCloud({ createClickHouseInstance: { instance: { id: ownId }, job_id: "job" } });
    const made: unknown[] = [];

    await clickHouseInstance.create({
      cloud,
      inputs: { ...valid, availabilityZones: [...valid.availabilityZones] },
      created: (...all) => void made.push(all),
    });

    expect(made).toEqual([[id, { password: "Analytics-1" }]]);
    expect(sent).toEqual([
      {
        operation: "createClickHouseInstance",
        args: {
          instance_id: instanceId,
          body: {
            name: "analytics",
            engine: { type: "click-house", version: "1" },
            ha: { mode: "Single" },
            flavor_id: "b44cfde6-d250-313c-8d7a-cd216f071658",
            db_root_pwd: "Analytics-1",
            az_mode: "single",
            az_code: "ap-southeast-3a",
            volume: { io_type: "ESSD", capacity_in_gb: 50 },
            tags_info: { sys_tags: [{ key: "_sys_enterprise_project_id", value: "0" }] },
          },
        },
      },
    ]);
  });

  it("has the version that was asked for, though the cloud tells all its figures", () => {
    const live = differences(clickHouseInstance.inputs.engineVersion, "1", "1.23.3.24", "engineVersion");
    const older = differences(clickHouseInstance.inputs.engineVersion, "2", "1.23.3.24", "engineVersion");

    expect([live.length, older.length]).toEqual([0, 1]);
  });

  it("in several zones is asked for with all of them", async () => {
    const { cloud, bodies } = recordingCloud({ createClickHouseInstance: { instance: { id: ownId } } });
    const zones = ["ap-southeast-3b", "ap-southeast-3a"];
    const inputs = { ...valid, haMode: "Ha" as const, availabilityZones: zones, enterpriseProjectId: "shop" };

    await clickHouseInstance.create({ cloud, inputs, created: () => undefined });

    expect(bodies()).toMatchObject([
      {
        ha: { mode: "Ha" },
        az_mode: "double",
        az_code: "ap-southeast-3b,ap-southeast-3a",
        tags_info: { sys_tags: [{ value: "shop" }] },
      },
    ]);
  });

  it("has no id when the answer has none, so that it is looked for", async () => {
    const { cloud } = recordingCloud({ createClickHouseInstance: { job_id: "job" } });
    const ids: string[] = [];

    await clickHouseInstance.create({
      cloud,
      inputs: { ...valid, availabilityZones: ["ap-southeast-3a"] },
      created: (id) => void ids.push(id),
    });

    expect(ids).toEqual([""]);
  });

  it("is found by its name among those of its engine, however that is spelled", async () => {
    const { cloud } = recordingCloud({
      "htapInstances.list": [
        { id: "one", name: "analytics", engine_name: "star-rocks" },
        { id: "two", name: "analytics", engine_name: "click-house" },
        { id: "three", name: "analytics", engine_name: "clickhouse" },
        { id: "four", name: "analytics-2", engine_name: "click-house" },
      ],
    });

    const found = await clickHouseInstance.find({
      cloud,
      inputs: { ...valid, availabilityZones: ["ap-southeast-3a"] },
    });

    expect(found).toEqual([`${instanceId}/two`, `${instanceId}/three`]);
  });

  it("is read with one clean type each: bytes are GB, the primary node comes first", async () => {
    const { cloud } = recordingCloud({ getClickHouseInstance: detail() });

    expect(await clickHouseInstance.read({ cloud, id })).toEqual({
      instanceId,
      clickHouseInstanceId: ownId,
      name: "analytics",
      state: "normal",
      engineVersion: "1.23.3.24",
      haMode: "Single",
      flavorId: "flavor",
      volume: { ioType: "SSD", capacityInGb: 500 },
      timeZone: "UTC+08:00",
      enterpriseProjectId: "0",
      address: "192.168.0.55",
      ports: { mysql: 3306, http: 8123, https: 8443, tcp: 9000, tcpSecure: 9440 },
      dbUserName: "root",
      vpcId: "vpc",
      subnetId: "subnet",
      nodes: [
        {
          id: "a",
          name: "a",
          type: "master",
          state: "normal",
          availabilityZone: "ap-southeast-3b",
          address: "192.168.0.55",
        },
        {
          id: "b",
          name: "b",
          type: "slave",
          state: "normal",
          availabilityZone: "ap-southeast-3b",
          address: "192.168.0.56",
        },
      ],
      restartPending: true,
    });
  });

  it("has the size of its disk also where the answer has it in GB, and keeps what was set where it has none", async () => {
    const sized = (size?: string) =>
      detail({ groups: [{ id: "gr16", nodes: [{ ...node("a", "master", "192.168.0.55"), volume: { size } }] }] });
    const sizeIn = async (size?: string) => {
      const { cloud } = recordingCloud({ getClickHouseInstance: sized(size) });
      return (await clickHouseInstance.read({ cloud, id }))?.volume;
    };

    expect(await sizeIn("110")).toEqual({ capacityInGb: 110 });
    expect(await sizeIn("32000")).toEqual({ capacityInGb: 32_000 });
    expect(await sizeIn("50000000000")).toEqual({ capacityInGb: 50 });
    expect(await sizeIn(undefined)).toEqual({});
  });

  it("is gone when the list does not have it either, or when it is told as deleted", async () => {
    const refusal = vague("getClickHouseInstance");
    const refuse = () => {
      throw refusal;
    };
    const gone = recordingCloud({ getClickHouseInstance: refuse, "htapInstances.list": [{ id: "other" }] });
    const there = recordingCloud({ getClickHouseInstance: refuse, "htapInstances.list": [{ id: ownId }] });
    const deleted = recordingCloud({ getClickHouseInstance: detail({ status: "deleted" }) });

    expect(await clickHouseInstance.read({ cloud: gone.cloud, id })).toBeUndefined();
    await expect(clickHouseInstance.read({ cloud: there.cloud, id })).rejects.toBe(refusal);
    expect(await clickHouseInstance.read({ cloud: deleted.cloud, id })).toBeUndefined();
  });

  it("that the cloud could not make is made anew, one that is abnormal or waits for a restart is told", () => {
    expect(clickHouseInstance.ailment?.({ state: "createfailed" })).toMatchObject({ dead: true });
    expect(clickHouseInstance.ailment?.({ state: "createfail" })).toMatchObject({ dead: true });
    expect(clickHouseInstance.ailment?.({ state: "abnormal" })).toEqual({
      text: "The ClickHouse instance is abnormal.",
    });
    expect(clickHouseInstance.ailment?.({ state: "normal", restartPending: true })).toEqual({
      text: "A parameter waits for a restart of this ClickHouse instance.",
    });
    expect(clickHouseInstance.ailment?.({ state: "normal", restartPending: false })).toBeUndefined();
  });

  it("is deleted and then awaited to be gone", async () => {
    let looks = 0;
    const { cloud, sent } = recordingCloud({
      getClickHouseInstance: () => {
        looks += 1;
        return looks < 3 ? detail() : undefined;
      },
    });

    await clickHouseInstance.delete({ cloud, id, state: {} });

    expect(looks).toBe(3);
    expect(sent).toEqual([
      { operation: "deleteClickHouseInstance", args: { instance_id: instanceId, clickhouse_instance_id: ownId } },
    ]);
  });

  it("that is gone when its deletion is asked for again is deleted", async () => {
    const listed = [{ id: ownId }];
    const { cloud } = recordingCloud({
      getClickHouseInstance: () => {
        if (listed.length > 0) return detail();
        throw vague("getClickHouseInstance");
      },
      deleteClickHouseInstance: () => {
        listed.pop();
        throw vague("deleteClickHouseInstance");
      },
      "htapInstances.list": () => listed,
    });

    await expect(clickHouseInstance.delete({ cloud, id, state: {} })).resolves.toBeUndefined();
  });
});

describe("a change of a ClickHouse instance", () => {
  const [flavor, volume, password, masking] = clickHouseInstance.aspects;

  it("of the flavor is not delayed, and ends when all nodes show it", async () => {
    const shown = ["flavor", "flavor", "larger"];
    const { cloud, sent } = recordingCloud({
      resizeClickHouseInstanceFlavor: { result: "job" },
      getClickHouseInstance: () => {
        const flavor_id = shown.shift();
        return detail({ groups: [{ id: "gr16", nodes: [{ ...node("a", "master", "192.168.0.55"), flavor_id }] }] });
      },
    });

    await flavor.update({
      cloud,
      id,
      inputs: { flavorId: "larger" },
      live: {},
      changes: { flavorId: "larger" },
      state: {},
    });

    expect(shown).toEqual([]);
    expect(sent).toEqual([
      {
        operation: "resizeClickHouseInstanceFlavor",
        args: { instance_id: ownId, body: { flavor_ref: "larger", delay: false } },
      },
    ]);
  });

  it("of the disk sets its new size, and is over when it shows", async () => {
    const sizes = ["50000000000", "110000000000"];
    const { cloud, sent } = recordingCloud({
      getClickHouseInstance: () => {
        const volume = { type: "ESSD", size: sizes.shift() };
        return detail({ groups: [{ id: "gr16", nodes: [{ ...node("a", "master", "192.168.0.55"), volume }] }] });
      },
    });
    const larger = { volume: { ioType: "ESSD" as const, capacityInGb: 110 } };

    await volume.update({
      cloud,
      id,
      inputs: larger,
      live: { volume: { ioType: "ESSD", capacityInGb: 50 } },
      changes: larger,
      state: {},
    });

    expect(sent).toEqual([
      { operation: "extendClickHouseInstanceVolume", args: { instance_id: ownId, body: { size_in_gb: 110 } } },
    ]);
    expect(sizes).toEqual([]);
  });

  it("to a smaller disk is announced as impossible and not asked for", async () => {
    const { cloud, sent } = recordingCloud();
    const smaller = { volume: { ioType: "ESSD" as const, capacityInGb: 50 } };
    const live = { volume: { ioType: "ESSD" as const, capacityInGb: 110 } };
    const notice = typeof volume.notice === "function" ? volume.notice({ inputs: smaller, live }) : undefined;

    const change = volume.update({ cloud, id, inputs: smaller, live, changes: smaller, state: {} });

    expect(notice).toBe("The disk cannot become smaller: this change will fail.");
    await expect(change).rejects.toThrow(
      "The disk has 110 GB and cannot become smaller: set volume.capacityInGb to at least that.",
    );
    expect(sent).toEqual([]);
  });

  it("of the password is one of the user root, and fails when the answer says so", async () => {
    const done = recordingCloud({ updateClickHouseDatabaseUserPassword: { result: "SUCCESS" } });
    const failed = recordingCloud({ updateClickHouseDatabaseUserPassword: { result: "FAILED" } });
    const inputs = { password: "Analytics-2" };
    const change = { id, inputs, live: {}, changes: inputs, state: {} };

    await password.update({ cloud: done.cloud, ...change });

    expect(done.sent).toEqual([
      {
        operation: "updateClickHouseDatabaseUserPassword",
        args: { instance_id: ownId, body: { user_name: "root", password: "Analytics-2" } },
      },
    ]);
    await expect(password.update({ cloud: failed.cloud, ...change })).rejects.toThrow("its result is FAILED");
  });

  it("of the masking speaks texts to the cloud and switches to the program", async () => {
    const { cloud, bodies } = recordingCloud({ getClickHouseSlowLogMasking: { open_slow_log_switch: "false" } });
    const inputs = { slowLogMasking: true };

    await masking.update({ cloud, id, inputs, live: {}, changes: inputs, state: {} });

    expect(bodies()).toEqual([{ open_slow_log_switch: "true" }]);
    expect(await slowLogMasking.read?.({ cloud, id, recorded: {} })).toEqual({ slowLogMasking: false });
  });
});
