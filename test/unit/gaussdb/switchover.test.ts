import { describe, expect, it } from "vitest";
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
    const running = { job_id: "j1", instance_id: "i1", job_name: "SwitchoverGaussDBforMySQLMasterNode" };
    const { cloud, sent } = recordingCloud({ instances: { id: "i1", nodes }, "jobs.list": [running] });

    await runOf(switchover, { cloud, id: "i1", inputs: { instanceId: "i1", nodeId: "n2" } });

    expect(sent).toEqual([]);
  });
});
