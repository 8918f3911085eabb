import { describe, expect, it } from "vitest";
import { clickHouseInstanceRestart } from "../../../provider/gaussdb/click-house-instance-restart.ts";
import { AnswerLost } from "../../../provider/http/errors.ts";
import { recordingCloud } from "../recording-cloud.ts";

const instanceId = "5a377c0073cd4264be308fd968e60312in07";
const htapId = "2cdec02d8c4a4c88aecae08684dd8076in16";
const id = `${instanceId}/${htapId}`;
const [running] = clickHouseInstanceRestart.aspects;
const inputs = { triggers: [1] };
const restart = { operation: "restartClickHouseInstance", args: { instance_id: htapId } };
const job = { job_id: "job", instance_id: htapId, job_name: "RestartClickHouseInstance" };

describe("a restart of a ClickHouse instance", () => {
  it("has the id of the instance, and restarts that alone", async () => {
    const { cloud, sent } = recordingCloud({ restartClickHouseInstance: { job_id: "job" } });
    const ids: string[] = [];

    await clickHouseInstanceRestart.create({
      cloud,
      inputs: { clickHouseInstanceId: id } as never,
      created: (id) => void ids.push(id),
    });
    await running.update({ cloud, id, inputs, live: {}, changes: inputs, state: { clickHouseInstanceId: id } });

    expect(ids).toEqual([id]);
    expect(sent).toEqual([restart]);
  });

  it("that goes on already is waited for", async () => {
    const { cloud, sent } = recordingCloud({ "jobs.list": [job, { ...job, instance_id: "other" }] });

    await running.update({ cloud, id, inputs, live: {}, changes: inputs, state: {} });

    expect(sent).toEqual([]);
  });

  it("whose answer was lost is looked for among the jobs and not sent twice", async () => {
    const lists = [[], [], [job]];
    const { cloud, sent } = recordingCloud({
      "jobs.list": () => lists.shift() ?? [job],
      restartClickHouseInstance: () => {
        throw new AnswerLost({ operation: "restartClickHouseInstance", summary: "no answer" });
      },
    });

    await running.update({ cloud, id, inputs, live: {}, changes: inputs, state: {} });

    expect(sent).toEqual([restart]);
  });

  it("is gone with its instance", async () => {
    const there = recordingCloud({ getClickHouseInstance: { instance: { id: htapId, status: "normal" } } });
    const gone = recordingCloud();

    expect(await clickHouseInstanceRestart.read({ cloud: there.cloud, id })).toEqual({ clickHouseInstanceId: id });
    expect(await clickHouseInstanceRestart.read({ cloud: gone.cloud, id })).toBeUndefined();
  });
});
