import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { GaussDb, Job } from "../../../provider/gaussdb/gaussdb.ts";
import { appearance, jobsOver } from "../../../provider/gaussdb/jobs.ts";
import { autoPay, shown } from "../../../provider/gaussdb/orders.ts";
import { waitFor } from "../../../provider/http/waiting.ts";
import { newOperation } from "../http/fakes.ts";

const minute = 60_000;
const order = { order_id: "CS1" };

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A cloud in which a job carries out the order during some minutes, and then ends in some way. */
function cloudWith({ from, to, ends = "Completed" }: { from: number; to: number; ends?: string }) {
  const { operation } = newOperation();
  const job = { job_id: "j1", job_name: "EnlargeVolume", order_id: order.order_id, instance_id: "i1" };
  const isRunning = () => Date.now() >= from * minute && Date.now() < to * minute;
  const cloud: Partial<GaussDb> = {
    jobs: {
      get: async () => ({ ...job, status: isRunning() ? "Running" : ends, fail_reason: "no disk" }) as Job,
      list: async () => (isRunning() ? [job as Job] : []),
    },
    wait: (wait) => waitFor(wait, operation),
    finished: (started, what) => jobsOver(cloud as GaussDb, what, started),
  };
  return cloud as GaussDb;
}

/** What becomes of waiting for an order whose effect shows after some minutes, and when. */
async function outcome(cloud: GaussDb, isShownAfter = Number.POSITIVE_INFINITY) {
  const isShown = async () => Date.now() >= isShownAfter * minute;
  const ended = shown(cloud, order, { what: "changing the volume", usual: "soon", isShown }).then(
    () => "shown",
    (error: Error) => error.message,
  );
  const at = ended.then(() => Date.now() / minute);
  await vi.advanceTimersByTimeAsync(120 * minute);
  return { ended: await ended, minutes: Math.floor(await at) };
}

const never = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY };

describe("an order", () => {
  it("is followed until its effect shows", async () => {
    expect(await outcome(cloudWith({ from: 1, to: 3 }), 4)).toEqual({ ended: "shown", minutes: 4 });
  });

  it("that nobody pays is told, with what to do, long before any time limit", async () => {
    const { ended, minutes } = await outcome(cloudWith(never));

    expect(ended).toContain(
      "changing the volume: order CS1 was accepted, but nothing has been done about it for 10 min",
    );
    expect(ended).toContain("pay or cancel it");
    expect(minutes).toBe(10);
  });

  it("that is paid in time and carried out slowly is waited for", async () => {
    expect(await outcome(cloudWith({ from: 8, to: 60 }), 61)).toEqual({ ended: "shown", minutes: 61 });
  });

  it("fails with the reason of the job that carries it out", async () => {
    const { ended, minutes } = await outcome(cloudWith({ from: 1, to: 5, ends: "Failed" }));

    expect(ended).toContain("no disk");
    expect(minutes).toBe(5);
  });

  it("of new nodes that nobody pays is told in the same way", async () => {
    const cloud = cloudWith(never);
    const seen = appearance(cloud, "adding read replicas", { started: order }, async () => undefined);
    const failure = seen.catch((error: Error) => error.message);

    await vi.advanceTimersByTimeAsync(30 * minute);

    expect(await failure).toContain("adding read replicas: order CS1 was accepted");
  });
});

describe("the order of a change", () => {
  it("is paid as the instance was, and pay-per-use has none", () => {
    expect(autoPay({ chargeInfo: { chargeMode: "prePaid", isAutoPay: true } })).toBe("true");
    expect(autoPay({ chargeInfo: { chargeMode: "prePaid", isAutoPay: false } })).toBe("false");
    expect(autoPay({ chargeInfo: { chargeMode: "postPaid" } })).toBeUndefined();
    expect(autoPay({})).toBeUndefined();
  });

  it("is paid if nothing tells how the instance was", () => {
    expect(autoPay({ chargeInfo: { chargeMode: "prePaid" } })).toBe("true");
  });
});
