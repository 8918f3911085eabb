import { afterEach, describe, expect, it, vi } from "vitest";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import { type Once, once } from "../../../provider/gaussdb/once.ts";
import { AnswerLost } from "../../../provider/http/errors.ts";
import { recordingCloud } from "../recording-cloud.ts";

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

  it("is not begun while it runs already, and the user is told", async () => {
    const { cloud, sent } = recordingCloud({ "jobs.list": [job("j1", "i1", "RebootGaussDBforMySQLInstance")] });
    const finished = vi.spyOn(cloud as GaussDb, "finished");
    const warn = vi.spyOn(cloud as GaussDb, "warn");

    await once(cloud, "i1", restart);

    expect(sent).toEqual([]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("is restarting already"));
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
