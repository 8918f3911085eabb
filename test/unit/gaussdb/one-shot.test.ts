import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import { type Once, once, oneShot } from "../../../provider/gaussdb/one-shot.ts";
import { AnswerLost } from "../../../provider/http/errors.ts";
import { converge } from "../../../provider/runtime/converge.ts";
import { diff } from "../../../provider/runtime/diff.ts";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { option } from "../../../provider/runtime/traits.ts";
import { recordingCloud } from "../recording-cloud.ts";

type Values = Readonly<Record<string, unknown>>;

/** A kind, and what it was run with. */
function kind() {
  const runs: Values[] = [];
  const definition = oneShot({
    token: "gaussdb:Test",
    noun: "test",
    description: "A test.",
    inputs: { instanceId: z.string(), delay: option(z.boolean().default(false)) },
    runsWith: { backupId: z.string().optional() },
    notice: "It runs.",
    timeLimits: { create: 1, update: 1 },
    idOf: ({ instanceId }) => instanceId,
    read: async ({ id }) => ({ instanceId: id }),
    run: async ({ inputs: { instanceId, delay, backupId } }) => {
      runs.push({ instanceId, delay, backupId });
    },
  });
  return { definition: definition as unknown as Definition<never>, runs };
}

const inputs = { instanceId: "i1", delay: false, backupId: "b1", triggers: [] };

describe("an operation that a program runs", () => {
  const converged = async (definition: Definition<never>, state: Values, wanted: Values) =>
    (await converge(definition, { cloud: {} as never, id: "i1", inputs: wanted, state }, () => undefined)) ?? {};

  it("runs once when it is created, also without triggers", async () => {
    const { definition, runs } = kind();

    const state = await converged(definition, {}, inputs);
    await converged(definition, state, inputs);

    expect(runs).toEqual([{ instanceId: "i1", delay: false, backupId: "b1" }]);
  });

  it("runs again when a trigger or what it runs with changes", async () => {
    const { definition, runs } = kind();

    for (const changes of [{ triggers: [{ day: 1 }] }, { triggers: [{ day: 2 }] }, { backupId: "b2" }]) {
      await converged(definition, inputs, { ...inputs, ...changes });
    }

    expect(runs.map(({ backupId }) => backupId)).toEqual(["b1", "b1", "b2"]);
  });

  it("does not run again when an option changes, nor says so", async () => {
    const { definition, runs } = kind();

    const later = { ...inputs, delay: true };

    expect(diff(definition, inputs, later)).toMatchObject({ changes: true, replaces: [], notices: [] });
    expect(await converged(definition, inputs, later)).toMatchObject({ delay: true });
    expect(runs).toEqual([]);
  });

  it("says before it runs what that means", () => {
    const { definition } = kind();

    expect(definition.notice?.(inputs)).toBe("It runs.");
    expect(diff(definition, inputs, { ...inputs, triggers: [1] }).notices).toEqual(["It runs."]);
  });

  it("runs at another place as another resource", () => {
    const { definition } = kind();

    expect(diff(definition, inputs, { ...inputs, instanceId: "i2" }).replaces).toEqual(["instanceId"]);
  });
});

describe("what must not be done twice", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const restart: Once = {
    what: "restarting",
    job: /Reboot/,
    begin: (cloud) => cloud.begin("restartInstance", { instance_id: "i1" }),
  };
  const job = (job_id: string, instance_id: string, job_name: string) => ({ job_id, instance_id, job_name });
  const lost = () => {
    throw new AnswerLost({ operation: "restartInstance", summary: "no answer" });
  };

  it("is begun when only other jobs run", async () => {
    const { cloud, sent } = recordingCloud({
      "jobs.list": [job("j1", "i2", "RebootGaussDBforMySQLInstance"), job("j2", "i1", "GaussDBforMySQLBindEIP")],
    });

    await once(cloud, "i1", restart);

    expect(sent).toEqual([{ operation: "restartInstance", args: { instance_id: "i1" } }]);
  });

  it("is not begun while it runs already", async () => {
    const { cloud, sent } = recordingCloud({ "jobs.list": [job("j1", "i1", "RebootGaussDBforMySQLInstance")] });
    const finished = vi.spyOn(cloud as GaussDb, "finished");

    await once(cloud, "i1", restart);

    expect(sent).toEqual([]);
    expect(finished).toHaveBeenCalledWith({ job_id: "j1" }, "restarting", undefined);
  });

  it("is looked for when the answer was lost", async () => {
    const running: object[] = [];
    const { cloud, sent } = recordingCloud({
      "jobs.list": () => running,
      restartInstance() {
        running.push(job("j1", "i1", "RebootGaussDBforMySQLInstance"));
        lost();
      },
    });

    const finished = vi.spyOn(cloud as GaussDb, "finished");

    await once(cloud, "i1", restart);

    expect(sent).toHaveLength(1);
    expect(finished).toHaveBeenCalledWith({ job_id: "j1" }, "restarting", undefined);
  });

  it("is in doubt when the answer was lost and no job is to be seen", async () => {
    vi.useFakeTimers();
    const { cloud } = recordingCloud({
      "jobs.list"() {
        vi.setSystemTime(Date.now() + 1_000);
        return [];
      },
      restartInstance: lost,
    });

    await expect(once(cloud, "i1", restart)).rejects.toThrow(AnswerLost);
  });
});
