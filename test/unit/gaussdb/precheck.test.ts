import { describe, expect, it } from "vitest";
import { flavor } from "../../../provider/gaussdb/instance/flavor.ts";
import { instance } from "../../../provider/gaussdb/instance.ts";
import { requireResources } from "../../../provider/gaussdb/precheck.ts";
import { check } from "../../../provider/gaussdb/read-replica/check.ts";
import { readReplica } from "../../../provider/gaussdb/read-replica.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { recordingCloud } from "../recording-cloud.ts";

const asked = { action: "createReadOnlyNode", resource: { instance_id: "i", node_num: 2 } } as const;

/** A cloud that answers each check in turn, and what it was asked. */
function checking(...answers: unknown[]) {
  const bodies: unknown[] = [];
  const { cloud, sent } = recordingCloud({
    checkResource({ body }: { body: unknown }) {
      bodies.push(body);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { cloud, sent, bodies };
}

const misspelt = () =>
  new CloudError({ operation: "checkResource", summary: "wrong", code: "DBS.290001", status: 400 });

describe("the check beforehand", () => {
  it("passes when the cloud has what is needed", async () => {
    await expect(requireResources(checking({ result: true }).cloud, asked)).resolves.toBeUndefined();
  });

  it("fails when it has not", async () => {
    for (const result of [false, "false"])
      await expect(requireResources(checking({ result }).cloud, asked)).rejects.toThrow(/quota or resources/);
  });

  it("spells an action as the reference's example if the cloud does not know the table's spelling", async () => {
    const { cloud, bodies } = checking(misspelt(), { result: false });

    await expect(requireResources(cloud, asked)).rejects.toThrow(/quota or resources/);

    expect(bodies).toEqual([asked, { ...asked, action: "createReadonlyNode" }]);
  });

  it("passes on any other refusal, and one of another action", async () => {
    const other = new CloudError({ operation: "checkResource", summary: "no", code: "DBS.280001", status: 400 });

    await expect(requireResources(checking(other).cloud, asked)).rejects.toBe(other);
    await expect(
      requireResources(checking(misspelt()).cloud, { ...asked, action: "resizeFlavor" }),
    ).rejects.toMatchObject({ code: "DBS.290001" });
  });

  it("of an instance tells all of its nodes, and is made only if the program wants it", async () => {
    const { cloud, bodies } = checking({ result: true });
    const inputs = {
      precheck: true,
      availabilityZoneMode: "single",
      masterAvailabilityZone: "ap-southeast-3a",
      slaveCount: 2,
      flavorRef: "large",
      subnetId: "s",
    };

    await instance.precheck?.({ cloud, inputs: inputs as never });
    await instance.precheck?.({ cloud, inputs: { ...inputs, precheck: false } as never });

    const resource = {
      enterprise_project_id: "0",
      instance_num: 1,
      mode: "Cluster",
      availability_zone_mode: "single",
      availability_zone: "ap-southeast-3a",
      node_num: 3,
      flavor_ref: "large",
      subnet_id: "s",
    };
    expect(bodies).toEqual([{ action: "createInstance", resource }]);
  });

  it("of several read replicas is one, for all of them, and fails for all", async () => {
    const { cloud, bodies } = checking({ result: false });
    const heard: unknown[] = [];
    const one = { input: null, resolve: () => heard.push("resolved"), reject: () => undefined };

    const checked = check.carryOut([one, one, one], { place: "i", cloud, lastLook: cloud });

    await expect(checked).rejects.toThrow(/quota or resources/);
    expect(heard).toEqual([]);
    expect(bodies).toEqual([{ action: "createReadOnlyNode", resource: { instance_id: "i", node_num: 3 } }]);
  });

  it("of a read replica is made only if the program wants it", async () => {
    const { cloud, bodies } = checking({ result: true });

    await readReplica.precheck?.({ cloud, inputs: { instanceId: "i", precheck: true } as never });
    await readReplica.precheck?.({ cloud, inputs: { instanceId: "i", precheck: false } as never });

    expect(bodies).toEqual([{ action: "createReadOnlyNode", resource: { instance_id: "i", node_num: 1 } }]);
  });

  it("of another flavor keeps the change from being sent", async () => {
    const { cloud, sent, bodies } = checking({ result: false });
    const inputs = { flavorRef: "larger" };

    const update = flavor.update({ cloud, id: "i", inputs, live: {}, changes: inputs, state: { precheck: true } });

    await expect(update).rejects.toThrow(/quota or resources/);
    expect(sent).toEqual([]);
    expect(bodies).toEqual([{ action: "resizeFlavor", resource: { instance_id: "i", flavor_ref: "larger" } }]);
  });
});
