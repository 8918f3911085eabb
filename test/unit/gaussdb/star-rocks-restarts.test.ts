import { describe, expect, it } from "vitest";
import { starRocksInstanceRestart } from "../../../provider/gaussdb/star-rocks-instance-restart.ts";
import { starRocksNodeRestart } from "../../../provider/gaussdb/star-rocks-node-restart.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const node = (id: string) => ({ id, status: "normal" });
const instance = {
  id: "s",
  status: "normal",
  groups: [
    { id: "g1", group_node_type: "fe", nodes: [node("n1")] },
    { id: "g2", group_node_type: "be", nodes: [node("n2")] },
  ],
};
const resting = { getStarRocksInstance: { instances: [instance] } };
/** An instance at which something goes on once, and then nothing any more. */
function restless() {
  const seen = [{ ...instance, actions: [{ action: "REBOOTING" }] }, instance];
  return { seen, getStarRocksInstance: () => ({ instances: seen.splice(0, 1) }) };
}
const job = (job_name: string) => ({ job_id: "j", instance_id: "s", job_name });
const change = { inputs: { triggers: ["again"] }, live: {}, changes: { triggers: ["again"] } };

describe("a restart of a StarRocks instance", () => {
  const inputs = { starRocksInstanceId: "i/s" };
  const restart = (answers: Readonly<Record<string, unknown>>) => {
    const { cloud, sent } = recordingCloud(answers);
    const state = { ...inputs };
    return starRocksInstanceRestart.aspects[0].update({ cloud, id: "i/s", ...change, state }).then(() => sent);
  };

  it("is told by the id of the instance", async () => {
    const made: string[] = [];
    const { cloud } = recordingCloud();

    await starRocksInstanceRestart.create({ cloud, inputs, created: (id) => void made.push(id) });

    expect(refusals(starRocksInstanceRestart, inputs)).toEqual([]);
    expect(refusals(starRocksInstanceRestart, { starRocksInstanceId: "s" })).toEqual([
      "starRocksInstanceId: must be the id of a StarRocksInstance, <instance id>/<its own id>",
    ]);
    expect(made).toEqual(["i/s"]);
  });

  it("ends when nothing goes on at the instance any more", async () => {
    const { seen, getStarRocksInstance } = restless();

    const sent = await restart({ getStarRocksInstance });

    expect(sent).toEqual([{ operation: "restartStarRocksInstance", args: { starrocks_instance_id: "s" } }]);
    expect(seen).toEqual([]);
  });

  it("is not begun twice, though a node may restart meanwhile", async () => {
    expect(await restart({ ...resting, "jobs.list": [job("RestartStarRocksInstance")] })).toEqual([]);
    expect(await restart({ ...resting, "jobs.list": [job("RestartStarRocksNode")] })).toHaveLength(1);
  });

  it("is gone with the instance", async () => {
    const read = (answers: Readonly<Record<string, unknown>>) =>
      starRocksInstanceRestart.read({ cloud: recordingCloud(answers).cloud, id: "i/s" });

    expect(await read(resting)).toEqual(inputs);
    expect(await read({ getStarRocksInstance: { instances: [] } })).toBeUndefined();
  });
});

describe("a restart of a StarRocks node", () => {
  const inputs = { starRocksInstanceId: "i/s", nodeId: "n2" };

  it("is told by the ids of the instance and the node", async () => {
    const made: string[] = [];
    const { cloud } = recordingCloud();

    await starRocksNodeRestart.create({ cloud, inputs, created: (id) => void made.push(id) });

    expect(refusals(starRocksNodeRestart, inputs)).toEqual([]);
    expect(refusals(starRocksNodeRestart, { ...inputs, nodeId: "i/s/n2" })).toEqual([
      "nodeId: must be the node's own id, without a slash",
    ]);
    expect(made).toEqual(["i/s/n2"]);
  });

  it("ends when nothing goes on at the instance any more", async () => {
    const { seen, getStarRocksInstance } = restless();
    const { cloud, sent } = recordingCloud({ getStarRocksInstance });

    await starRocksNodeRestart.aspects[0].update({ cloud, id: "i/s/n2", ...change, state: inputs });

    const args = { starrocks_instance_id: "s", starrocks_node_id: "n2" };
    expect(sent).toEqual([{ operation: "restartStarRocksNode", args }]);
    expect(seen).toEqual([]);
  });

  it("is gone with the node or the instance", async () => {
    const read = (answers: Readonly<Record<string, unknown>>, nodeId = "n2") =>
      starRocksNodeRestart.read({ cloud: recordingCloud(answers).cloud, id: `i/s/${nodeId}` });

    expect(await read(resting)).toEqual(inputs);
    expect(await read(resting, "n1")).toEqual({ ...inputs, nodeId: "n1" });
    expect(await read(resting, "n3")).toBeUndefined();
    expect(await read({ getStarRocksInstance: { instances: [] } })).toBeUndefined();
  });
});
