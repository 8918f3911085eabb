import { describe, expect, it, vi } from "vitest";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import { switchover } from "../../../provider/gaussdb/switchover.ts";
import { recordingCloud } from "../recording-cloud.ts";
import { runOf } from "./run-of.ts";

describe("a switchover", () => {
  const nodes = [
    { id: "n1", type: "master" },
    { id: "n2", type: "slave" },
  ];

  it("makes the node the primary, by the id of a replica too", async () => {
    const { cloud, sent } = recordingCloud({ instances: { id: "i1", nodes } });

    await runOf(switchover, { cloud, id: "i1", inputs: { instanceId: "i1", nodeId: "i1/n2" } });

    expect(sent).toEqual([{ operation: "switchoverInstance", args: { instance_id: "i1", body: { node_id: "n2" } } }]);
  });

  it("does nothing when the node is the primary already", async () => {
    const { cloud, sent } = recordingCloud({ instances: { id: "i1", nodes } });

    await runOf(switchover, { cloud, id: "i1", inputs: { instanceId: "i1", nodeId: "n1" } });

    expect(sent).toEqual([]);
  });

  it("that an interrupted run has begun is only waited for", async () => {
    const { cloud, sent } = switchingOverTo("n2");

    await runOf(switchover, { cloud, id: "i1", inputs: { instanceId: "i1", nodeId: "n2" } });

    expect(sent).toEqual([]);
  });

  it("is made after one to another node", async () => {
    const { cloud, sent } = switchingOverTo("n1");

    await runOf(switchover, { cloud, id: "i1", inputs: { instanceId: "i1", nodeId: "n2" } });

    expect(sent).toEqual([{ operation: "switchoverInstance", args: { instance_id: "i1", body: { node_id: "n2" } } }]);
  });

  /** A cloud in which such a switchover runs, until it is waited for. */
  function switchingOverTo(primary: string) {
    let jobs = [{ job_id: "j1", instance_id: "i1", job_name: "SwitchoverGaussDBforMySQLMasterNode" }];
    const { cloud, sent } = recordingCloud({
      instances: () => ({
        id: "i1",
        nodes: nodes.map(({ id }) => ({ id, type: jobs.length === 0 && id === primary ? "master" : "slave" })),
      }),
      "jobs.list": () => jobs,
    });
    vi.spyOn(cloud as GaussDb, "finished").mockImplementation(async () => {
      jobs = [];
    });
    return { cloud, sent };
  }
});
