import { describe, expect, it } from "vitest";
import { starRocksInstance } from "../../../provider/gaussdb/star-rocks-instance.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const inputs = {
  instanceId: "i",
  name: "htap-orders",
  engineVersion: "3.1",
  haMode: "Single" as const,
  feFlavorId: "flavor-fe",
  beFlavorId: "flavor-be",
  feCount: 1,
  beCount: 1,
  feVolume: { ioType: "ESSD", capacityInGb: 50 },
  beVolume: { ioType: "SSD", capacityInGb: 500 },
  availabilityZone: "ap-southeast-3a",
  password: "StarRocks-1357",
  precheck: false,
};

const node = (id: string, more: object = {}) => ({ id, name: id, type: "be", status: "normal", actions: [], ...more });

/** What the cloud tells of the instance. */
function detail(more: object = {}) {
  const fe = node("n1", {
    type: "fe-leader",
    flavor_id: "flavor-fe",
    az_code: "ap-southeast-3a",
    vpc_id: "vpc",
    subnet_id: "subnet",
    sg_id: "group",
  });
  return {
    id: "s",
    name: "htap-orders",
    status: "normal",
    actions: [],
    cluster_mode: "Single",
    data_store_version: "3.1.6.0",
    data_vip: "10.0.0.1,10.0.0.2",
    db_port: "3306",
    db_user: null,
    time_zone: "UTC+08:00",
    fe_node_volume_size: "50000000000",
    be_node_volume_size: "500000000000",
    groups: [
      { id: "g2", group_node_type: "be", nodes: [node("n2", { flavor_id: "flavor-be", need_restart: true })] },
      { id: "g1", group_node_type: "fe", nodes: [fe] },
    ],
    ...more,
  };
}

const answering = (...instances: object[]) => ({ getStarRocksInstance: { instances } });
const read = (answers: Readonly<Record<string, unknown>>) =>
  starRocksInstance.read({ cloud: recordingCloud(answers).cloud, id: "i/s" });
const refusal = (code: string) => () => {
  throw new CloudError({ operation: "getStarRocksInstance", summary: "refused", status: 400, code });
};

describe("a StarRocks instance", () => {
  it("is accepted alone and as a cluster", () => {
    const cluster = { ...inputs, haMode: "Cluster", feCount: 3, beCount: 10 };

    expect(refusals(starRocksInstance, inputs)).toEqual([]);
    expect(refusals(starRocksInstance, cluster)).toEqual([]);
  });

  it("tells all that is wrong with it", () => {
    const wrong = {
      ...inputs,
      name: "1st",
      engineVersion: "3.1.6.0",
      feCount: 3,
      feVolume: { ioType: "ESSD", capacityInGb: 1_010 },
      beVolume: { ioType: "ESSD", capacityInGb: 55 },
      password: "only-lower-case",
    };

    expect(refusals(starRocksInstance, wrong)).toEqual([
      "name: must have 4 to 64 characters, begin with a letter and have only letters, digits, hyphens and underscores",
      "engineVersion: must have two parts, such as 3.1",
      expect.stringMatching(/^feVolume\.capacityInGb: .*1000/),
      expect.stringMatching(/^beVolume\.capacityInGb: .*multiple of 10/),
      expect.stringMatching(/^password: must have three of/),
      "feCount: must be 1 with haMode Single",
    ]);
  });

  it("has three nodes of each kind at least in a cluster", () => {
    expect(refusals(starRocksInstance, { ...inputs, haMode: "Cluster", feCount: 2 })).toEqual([
      "feCount: must be 3 to 10 with haMode Cluster",
      "beCount: must be 3 to 10 with haMode Cluster",
    ]);
  });

  it("takes no password that a later change could not set", () => {
    // The creation would take `$` for a special character.
    expect(refusals(starRocksInstance, { ...inputs, password: "starrocks$1" })).toEqual([
      expect.stringMatching(/^password: must have three of/),
    ]);
  });

  it("is created with all that the program says of it", async () => {
    const answer = { instance: { id: "s" }, job_id: "j" };
    const { cloud, sent } = recordingCloud({ createStarRocksInstance: answer });
    const made: unknown[] = [];

    await starRocksInstance.create({ cloud, inputs, created: (...told) => void made.push(told) });

    const body = {
      name: "htap-orders",
      engine: { type: "star-rocks", version: "3.1" },
      ha: { mode: "Single" },
      fe_flavor_id: "flavor-fe",
      be_flavor_id: "flavor-be",
      db_root_pwd: "StarRocks-1357",
      fe_count: 1,
      be_count: 1,
      az_mode: "single",
      fe_volume: { io_type: "ESSD", capacity_in_gb: 50 },
      be_volume: { io_type: "SSD", capacity_in_gb: 500 },
      az_code: "ap-southeast-3a",
      tags_info: { sys_tags: [{ key: "_sys_enterprise_project_id", value: "0" }] },
    };
    expect(sent).toEqual([{ operation: "createStarRocksInstance", args: { instance_id: "i", body } }]);
    expect(made).toEqual([["i/s", { password: "StarRocks-1357" }]]);
  });

  it("is found by its name among the StarRocks instances", async () => {
    const { cloud } = recordingCloud({
      "htapInstances.list": [
        { id: "s1", name: "htap-orders", engine_name: "star-rocks" },
        { id: "s2", name: "htap-other", engine_name: "star-rocks" },
        { id: "c1", name: "htap-orders", engine_name: "click-house" },
      ],
    });

    expect(await starRocksInstance.find({ cloud, inputs })).toEqual(["i/s1"]);
  });

  it("is read in clean types, whatever the order of its groups", async () => {
    expect(await read(answering(detail()))).toEqual({
      instanceId: "i",
      name: "htap-orders",
      engineVersion: "3.1.6.0",
      haMode: "Single",
      feFlavorId: "flavor-fe",
      beFlavorId: "flavor-be",
      feCount: 1,
      beCount: 1,
      feVolume: { capacityInGb: 50 },
      beVolume: { capacityInGb: 500 },
      availabilityZone: "ap-southeast-3a",
      timeZone: "UTC+08:00",
      starRocksInstanceId: "s",
      state: "normal",
      addresses: ["10.0.0.1", "10.0.0.2"],
      port: 3306,
      dbUserName: "root",
      vpcId: "vpc",
      subnetId: "subnet",
      securityGroupId: "group",
      nodes: [
        { id: "n1", name: "n1", type: "fe-leader", needRestart: false },
        { id: "n2", name: "n2", type: "be", needRestart: true },
      ],
      restartPending: true,
    });
  });

  it.each([
    ["is read in four parts what was set in two", {}],
    ["a volume is told in something else than bytes", { fe_node_volume_size: "53687091200" }],
    ["nodes are still missing, as it is being made", { status: "creating", groups: [] }],
  ])("is not replaced when %s", async (_, more) => {
    const live = { ...inputs, ...(await read(answering(detail(more)))) };
    const recorded = Object.fromEntries(
      Object.entries(live).map(([key, value]) => [key, value ?? inputs[key as keyof typeof inputs]]),
    );
    const volumes = { feVolume: inputs.feVolume, beVolume: inputs.beVolume };

    expect(diff(starRocksInstance as unknown as Definition, { ...recorded, ...volumes }, inputs)).toMatchObject({
      replaces: [],
      changes: false,
    });
  });

  it("would lose its data when its storage grows", () => {
    const grown = { ...inputs, beVolume: { ...inputs.beVolume, capacityInGb: 600 } };

    expect(diff(starRocksInstance as unknown as Definition, inputs, grown)).toMatchObject({
      replaces: ["beVolume.capacityInGb"],
      notices: [expect.stringContaining("all its data lost")],
    });
  });

  it.each(["DBS.05000044", "DBS.200022", "DBS.200044"])(
    "is gone after %s only if the list does not have it",
    async (code) => {
      const refused = { getStarRocksInstance: refusal(code) };

      expect(await read({ ...refused, "htapInstances.list": [{ id: "another" }] })).toBeUndefined();
      await expect(read({ ...refused, "htapInstances.list": [{ id: "s" }] })).rejects.toThrow(code);
    },
  );

  it("is gone when the answer has nothing of its id", async () => {
    expect(await read(answering())).toBeUndefined();
  });

  it("is ready when nothing goes on at it or at a node any more", async () => {
    const running = { action: "REBOOTING", status: "OK_TO_RUN" };
    const seen = [
      detail({ status: "creating" }),
      detail({ actions: [running] }),
      detail({ groups: [{ id: "g", group_node_type: "be", nodes: [node("n2", { status: "creating" })] }] }),
      detail({ groups: [{ id: "g", group_node_type: "be", nodes: [node("n2", { actions: [running] })] }] }),
      detail({ actions: [{ action: "REBOOTING", status: "DELETED" }] }),
    ];
    const { cloud } = recordingCloud({ getStarRocksInstance: () => ({ instances: [seen.shift()] }) });

    await starRocksInstance.ready?.({ cloud, id: "i/s", inputs });

    expect(seen).toEqual([]);
  });

  it("says what is wrong with it", () => {
    const ailment = (state: object) => starRocksInstance.ailment?.({ state: "normal", ...state });

    expect(ailment({ state: "createfail" })).toMatchObject({ dead: true });
    expect(ailment({ state: "abnormal" })).toEqual({ text: "The StarRocks instance is abnormal." });
    expect(ailment({ restartPending: true })).toMatchObject({ text: expect.stringContaining("restart") });
    expect(ailment({})).toBeUndefined();
  });

  it("gets another password as its user root", async () => {
    const { cloud, sent } = recordingCloud({ updateStarRocksDatabaseUserPassword: { result: "SUCCESS" } });
    const change = { password: "StarRocks-2468" };

    await starRocksInstance.aspects[0].update({
      cloud,
      id: "i/s",
      inputs: change,
      live: {},
      changes: change,
      state: {},
    });

    const body = { user_name: "root", password: "StarRocks-2468" };
    expect(sent).toEqual([{ operation: "updateStarRocksDatabaseUserPassword", args: { instance_id: "s", body } }]);
  });

  it("keeps its password when the cloud does not say that it has succeeded", async () => {
    const { cloud } = recordingCloud({ updateStarRocksDatabaseUserPassword: { result: "FAILED" } });
    const change = { password: "StarRocks-2468" };
    const update = () =>
      starRocksInstance.aspects[0].update({ cloud, id: "i/s", inputs: change, live: {}, changes: change, state: {} });

    await expect(update()).rejects.toThrow("updateStarRocksDatabaseUserPassword failed: its result is FAILED.");
  });

  it("is deleted when nothing of it is left", async () => {
    const seen = [detail(), detail()];
    const { cloud, sent } = recordingCloud({
      getStarRocksInstance: () => ({ instances: seen.splice(0, 1) }),
    });

    await starRocksInstance.delete({ cloud, id: "i/s", state: {} });

    const args = { instance_id: "i", starrocks_instance_id: "s" };
    expect(sent).toEqual([{ operation: "deleteStarRocksInstance", args }]);
    expect(seen).toEqual([]);
  });

  it("is not deleted when it is gone, also when it goes just before", async () => {
    const gone = recordingCloud(answering());
    const going = recordingCloud({
      getStarRocksInstance: answersOnce(detail()),
      deleteStarRocksInstance: refusal("DBS.05000044"),
    });

    await starRocksInstance.delete({ cloud: gone.cloud, id: "i/s", state: {} });
    await starRocksInstance.delete({ cloud: going.cloud, id: "i/s", state: {} });

    expect(gone.sent).toEqual([]);
    expect(going.sent).toHaveLength(1);
  });
});

function answersOnce(instance: object) {
  const seen = [instance];
  return () => ({ instances: seen.splice(0, 1) });
}

describe("the precheck of a StarRocks instance", () => {
  const flavors = [
    { id: "flavor-fe", spec_code: "gaussdb.sr-fe.xlarge.x86.4" },
    { id: "flavor-be", spec_code: "gaussdb.sr-be.xlarge.x86.4" },
  ];
  const known = { instances: { id: "i", subnet_id: "subnet" }, listHtapFlavors: { flavors } };
  const check = (answers: Readonly<Record<string, unknown>>, more: object = {}) =>
    starRocksInstance.precheck?.({
      cloud: recordingCloud(answers).cloud,
      inputs: { ...inputs, precheck: true, ...more },
    });

  it("asks for nothing unless the program wants it", async () => {
    const ask = () => {
      throw new Error("asked");
    };
    const { cloud } = recordingCloud({ instances: ask, listHtapFlavors: ask, checkStarRocksResource: ask });

    await expect(starRocksInstance.precheck?.({ cloud, inputs })).resolves.toBeUndefined();
  });

  it("asks with the codes of the flavors and the instance's subnet", async () => {
    const asked: unknown[] = [];
    const checkStarRocksResource = (args: unknown) => {
      asked.push(args);
      return { result: true };
    };

    await check({ ...known, checkStarRocksResource });

    const resource = {
      enterprise_project_id: "0",
      instance_num: 1,
      mode: "Single",
      availability_zone_mode: "single",
      fe_node_num: 1,
      be_node_num: 1,
      fe_flavor_ref: "gaussdb.sr-fe.xlarge.x86.4",
      be_flavor_ref: "gaussdb.sr-be.xlarge.x86.4",
      availability_zone: "ap-southeast-3a",
      subnet_id: "subnet",
    };
    expect(asked).toEqual([{ body: { action: "createInstance", resource } }]);
  });

  it("fails when something does not suffice, or does not exist", async () => {
    await expect(check({ ...known, checkStarRocksResource: { result: false } })).rejects.toThrow(
      "Nothing was created: the cloud says beforehand (precheck) that quota or resources in ap-southeast-3a do not",
    );
    await expect(check(known, { beFlavorId: "unknown" })).rejects.toThrow(
      "beFlavorId: there is no flavor unknown for StarRocks",
    );
    await expect(check({ listHtapFlavors: { flavors } })).rejects.toThrow("there is no instance i");
  });
});
