import { describe, expect, it } from "vitest";
import { instanceRestart } from "../../../provider/gaussdb/instance-restart.ts";
import { nodeRestart } from "../../../provider/gaussdb/node-restart.ts";
import { proxyRestart } from "../../../provider/gaussdb/proxy-restart.ts";
import { AnswerLost } from "../../../provider/http/errors.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";
import { runOf } from "./run-of.ts";

const lost = () => {
  throw new AnswerLost({ operation: "restart", summary: "no answer" });
};
const running = (job_name: string) => ({ job_id: "j1", instance_id: "i1", job_name });

describe("a restart of an instance", () => {
  it("is asked for at once or for the maintenance window", async () => {
    const { cloud, sent } = recordingCloud();

    await runOf(instanceRestart, { cloud, id: "i1", inputs: { instanceId: "i1", delay: false } });
    await runOf(instanceRestart, { cloud, id: "i1", inputs: { instanceId: "i1", delay: true } });

    expect(sent).toEqual([
      { operation: "restartInstance", args: { instance_id: "i1", body: { delay: false } } },
      { operation: "restartInstance", args: { instance_id: "i1", body: { delay: true } } },
    ]);
  });

  it("is not scheduled twice", async () => {
    const schedules = [{ job_id: "j1", instance_id: "i1", job_name: "RebootGaussDBforMySQLInstance" }];
    const { cloud, sent } = recordingCloud({ listScheduledJobs: { schedules } });

    await runOf(instanceRestart, { cloud, id: "i1", inputs: { instanceId: "i1", delay: true } });

    expect(sent).toEqual([]);
  });

  it("whose answer was lost is looked for among the scheduled ones", async () => {
    const schedules: object[] = [];
    const { cloud, sent } = recordingCloud({
      listScheduledJobs: () => ({ schedules }),
      restartInstance() {
        schedules.push({ job_id: "j2", instance_id: "i1", job_name: "RebootGaussDBforMySQLInstance" });
        lost();
      },
    });

    await runOf(instanceRestart, { cloud, id: "i1", inputs: { instanceId: "i1", delay: true } });

    expect(sent).toHaveLength(1);
  });

  it("is not taken for done because a proxy restarts", async () => {
    const { cloud, sent } = recordingCloud({ "jobs.list": [running("RebootGaussDBforMySQLProxy")] });

    await runOf(instanceRestart, { cloud, id: "i1", inputs: { instanceId: "i1", delay: false } });

    expect(sent).toHaveLength(1);
  });

  it("is gone with its instance", async () => {
    const { cloud } = recordingCloud({ instances: ({ id }: { id: string }) => (id === "i1" ? { id } : undefined) });

    expect(await instanceRestart.read({ cloud, id: "i1" })).toEqual({ instanceId: "i1" });
    expect(await instanceRestart.read({ cloud, id: "i2" })).toBeUndefined();
  });
});

describe("a restart of a node", () => {
  it("takes the id of a replica with or without that of its instance", async () => {
    const { cloud, sent } = recordingCloud();

    for (const nodeId of ["i1/n1", "n1"]) {
      const inputs = { instanceId: "i1", nodeId, delay: false };
      await nodeRestart.create({
        cloud,
        inputs: { ...inputs, triggers: [] },
        created: (id) => expect(id).toBe("i1/n1"),
      });
      await runOf(nodeRestart, { cloud, id: "i1/n1", inputs });
    }

    const sentOnce = {
      operation: "restartNode",
      args: { instance_id: "i1", node_id: "n1", body: { delay: false } },
    };
    expect(sent).toEqual([sentOnce, sentOnce]);
  });

  it("is not taken for done because something of the instance restarts", async () => {
    const { cloud, sent } = recordingCloud({ "jobs.list": [running("RebootGaussDBforMySQLInstance")] });

    await runOf(nodeRestart, { cloud, id: "i1/n1", inputs: { instanceId: "i1", nodeId: "n1", delay: false } });

    expect(sent).toHaveLength(1);
  });

  it("is gone with its node", async () => {
    const { cloud } = recordingCloud({ instances: { id: "i1", nodes: [{ id: "n1" }] } });

    expect(await nodeRestart.read({ cloud, id: "i1/n1" })).toEqual({ instanceId: "i1", nodeId: "n1" });
    expect(await nodeRestart.read({ cloud, id: "i1/n2" })).toBeUndefined();
  });
});

describe("a restart of a proxy", () => {
  it("is asked for at the proxy", async () => {
    const { cloud, sent } = recordingCloud();

    await runOf(proxyRestart, { cloud, id: "i1/p1", inputs: { instanceId: "i1", proxyId: "i1/p1" } });

    expect(sent).toEqual([{ operation: "restartProxy", args: { instance_id: "i1", proxy_id: "p1" } }]);
  });

  it("is gone with its proxy", async () => {
    const { cloud } = recordingCloud({
      proxies: ({ id }: { id: string }) => (id === "p1" ? { proxy: { pool_id: id } } : undefined),
    });

    expect(await proxyRestart.read({ cloud, id: "i1/p1" })).toEqual({ instanceId: "i1", proxyId: "p1" });
    expect(await proxyRestart.read({ cloud, id: "i1/p2" })).toBeUndefined();
  });
});

describe("the inputs of a restart", () => {
  it("must say what restarts", () => {
    expect(refusals(instanceRestart, {})).toEqual(["instanceId: is required"]);
    expect(refusals(nodeRestart, { instanceId: "i1" })).toEqual(["nodeId: is required"]);
    expect(refusals(proxyRestart, { instanceId: "i1" })).toEqual(["proxyId: is required"]);
  });

  it("may have any values as triggers, but a list of them", () => {
    const valid = { instanceId: "i1", triggers: ["2026-03-01", 7, { parameters: [true, null] }] };

    expect(refusals(instanceRestart, valid)).toEqual([]);
    expect(refusals(instanceRestart, { instanceId: "i1", triggers: "2026-03-01" })).toEqual([
      "triggers: must be a list",
    ]);
  });
});
