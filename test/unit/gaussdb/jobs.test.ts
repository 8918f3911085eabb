import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import { jobsOver } from "../../../provider/gaussdb/jobs.ts";
import { waitFor } from "../../../provider/http/waiting.ts";
import { newOperation } from "../http/fakes.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A cloud whose only job is to be seen as `job` tells. */
function cloudWith(job: () => { status: string } | undefined): GaussDb {
  const { operation } = newOperation();
  const cloud: Partial<GaussDb> = {
    jobs: {
      get: async (id) => job() && { job_id: id, instance_id: "i1", ...job() },
      list: async () => [],
    } as GaussDb["jobs"],
    wait: (wait) => waitFor(wait, operation),
  };
  return cloud as GaussDb;
}

describe("a job", () => {
  it("that nobody knows is waited for during a minute", async () => {
    const over = jobsOver(
      cloudWith(() => undefined),
      "any",
      { job_id: "j1" },
    ).then(() => Date.now());

    await vi.runAllTimersAsync();

    expect(await over).toBeGreaterThan(60_000);
    expect(await over).toBeLessThan(70_000);
  });

  it("that was seen and is not known any more is over", async () => {
    const cloud = cloudWith(() => (Date.now() < 90_000 ? { status: "Running" } : undefined));
    const over = jobsOver(cloud, "any", { job_id: "j1" }).then(() => Date.now());

    await vi.runAllTimersAsync();

    expect(await over).toBeGreaterThanOrEqual(90_000);
    expect(await over).toBeLessThan(100_000);
  });

  it("that the list shows before it can be queried by itself is not over", async () => {
    const status = () => (Date.now() < 300_000 ? { status: "Running" } : { status: "Completed" });
    const cloud = cloudWith(() => (Date.now() > 0 && Date.now() < 5_000 ? undefined : status()));
    const over = jobsOver(cloud, "any", { job_id: "j1" }).then(() => Date.now());

    await vi.runAllTimersAsync();

    expect(await over).toBeGreaterThanOrEqual(300_000);
  });

  it("is not waited for where a change starts none", async () => {
    await expect(
      jobsOver(
        cloudWith(() => undefined),
        "any",
        { job_id: null },
      ),
    ).resolves.toBeUndefined();
    await expect(
      jobsOver(
        cloudWith(() => undefined),
        "any",
        undefined,
      ),
    ).resolves.toBeUndefined();
  });
});
