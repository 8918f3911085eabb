import { describe, expect, it } from "vitest";
import { awake } from "../../../../provider/clickhouse/click-pipe/awake.ts";
import { fakeCloud, notRunning, refusal } from "./fake-cloud.ts";

/** Work that is refused for so many times. */
function work(refusals: number, error = notRunning("idle")) {
  let done = 0;
  return {
    times: () => done,
    async run() {
      done++;
      if (done <= refusals) throw error;
      return "done";
    },
  };
}

describe("work on a pipe", () => {
  it("wakes an idle service and is done again", async () => {
    const cloud = fakeCloud({ service: "idle" });
    const { run, times } = work(1);

    expect(await awake(cloud, "service-1", run)).toBe("done");

    expect(cloud.calls).toEqual([["updateServiceState", { command: "awake" }]]);
    expect(times()).toBe(2);
  });

  it("wakes a service once only", async () => {
    const cloud = fakeCloud({ service: "idle" });
    const { run, times } = work(2);

    await expect(awake(cloud, "service-1", run)).rejects.toThrow("Current state: idle");

    expect(cloud.calls).toHaveLength(1);
    expect(times()).toBe(2);
  });

  it("needs no waking when somebody else has woken the service", async () => {
    const cloud = fakeCloud({ service: "running" });

    expect(await awake(cloud, "service-1", work(1).run)).toBe("done");

    expect(cloud.calls).toEqual([]);
  });

  it.each(["stopped", "stopping"])("never starts a service that is %s, and says so", async (state) => {
    const cloud = fakeCloud({ service: state });
    const { run, times } = work(1, notRunning(state));

    await expect(awake(cloud, "service-1", run)).rejects.toThrow(
      `the service service-1 is ${state} (424). ClickPipes need a running service, and a stopped one is not started`,
    );

    expect(cloud.calls).toEqual([]);
    expect(times()).toBe(1);
  });

  it("that is refused for another reason stays refused", async () => {
    const cloud = fakeCloud({ service: "idle" });

    await expect(awake(cloud, "service-1", work(1, refusal(400, "no such table")).run)).rejects.toThrow(
      "no such table",
    );

    expect(cloud.calls).toEqual([]);
  });
});
