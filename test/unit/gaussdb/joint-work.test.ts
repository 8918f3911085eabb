import { describe, expect, it } from "vitest";
import type { GaussDb } from "../../../provider/gaussdb/gaussdb.ts";
import { jointChange, jointCreation, jointRemoval, made } from "../../../provider/gaussdb/joint-work.ts";
import { CloudError, JobFailed } from "../../../provider/http/errors.ts";
import type { JointWork } from "../../../provider/http/together.ts";
import { recordingCloud } from "../recording-cloud.ts";

const failed = new JobFailed({ operation: "change", summary: "its job failed" });
const refused = new CloudError({ operation: "change", summary: "no", status: 400, code: "DBS.280001" });
const { cloud } = recordingCloud();

/** What becomes of each that is asked for; whoever has no outcome shares the failure of the whole. */
async function carryOut<Out>(work: JointWork<GaussDb, string, Out>, wanted: readonly string[], at: GaussDb = cloud) {
  const outcomes: Record<string, unknown> = {};
  const asked = wanted.map((input) => ({
    input,
    resolve: (outcome: Out) => {
      outcomes[input] ??= outcome ?? "done";
    },
    reject: (reason: unknown) => {
      outcomes[input] ??= reason;
    },
  }));
  const failure = await work.carryOut(asked, { place: "i1", cloud: at, lastLook: at }).catch((error: unknown) => error);
  return Object.fromEntries(wanted.map((input) => [input, outcomes[input] ?? failure]));
}

describe("a joint creation", () => {
  it("tells everybody of its job as soon as it is accepted, and lasts until the job is over", async () => {
    const over: string[] = [];
    const work = jointCreation<string>("making", async () => ({ job_id: "j" }));
    const finished = async (answer: object, what: string) => {
      over.push(`${what} ${JSON.stringify(answer)}`);
      throw failed;
    };

    const outcomes = await carryOut(work, ["a", "b"], { ...(cloud as GaussDb), finished });

    expect(outcomes).toEqual({ a: { job_id: "j" }, b: { job_id: "j" } });
    expect(over).toEqual(['making {"job_id":"j"}']);
  });

  it("that is refused, or whose answer is lost, is the failure of everybody", async () => {
    const work = jointCreation<string>("making", async () => Promise.reject(refused));

    expect(await carryOut(work, ["a", "b"])).toEqual({ a: refused, b: refused });
  });

  it.each([
    ["has made this one all the same", async () => ({}), undefined],
    ["has not made it", async () => undefined, failed],
  ])("whose job fails and %s", async (_, look, outcome) => {
    const at = { ...(cloud as GaussDb), finished: async () => Promise.reject(failed) };

    expect(await made(at, { job_id: "j" }, "making", look).catch((error: unknown) => error)).toBe(outcome);
  });

  it("whose job cannot be asked for is not looked for", async () => {
    const at = { ...(cloud as GaussDb), finished: async () => Promise.reject(refused) };

    await expect(made(at, { job_id: "j" }, "making", async () => ({}))).rejects.toBe(refused);
  });
});

describe("a joint change", () => {
  it("is one call with all that is asked for", async () => {
    const calls: unknown[] = [];
    const work = jointChange<string>(async (_, instanceId, inputs) => calls.push([instanceId, inputs]));

    expect(await carryOut(work, ["a", "b"])).toEqual({ a: "done", b: "done" });
    expect(calls).toEqual([["i1", ["a", "b"]]]);
  });
});

/** A removal from a list, by calls that do to it what the test says. */
function removal(there: string[], ...acts: (() => unknown)[]) {
  const calls: (readonly string[])[] = [];
  const work = jointRemoval<string>({
    remaining: async (_cloud, _instanceId, input) => (there.includes(input) ? input : undefined),
    send: async (_cloud, _instanceId, inputs) => {
      calls.push(inputs);
      return acts.shift()?.();
    },
  });
  const gone = (...names: string[]) => {
    for (const name of names) there.splice(there.indexOf(name), 1);
  };
  return { work, calls, gone };
}

describe("a joint removal", () => {
  it("is one call for what is still there, and none when nothing is", async () => {
    const { work, calls } = removal(["a", "c"], () => ({}));

    expect(await carryOut(work, ["a", "b", "c"])).toEqual({ a: "done", b: "done", c: "done" });
    expect(await carryOut(removal([]).work, ["a"])).toEqual({ a: "done" });
    expect(calls).toEqual([["a", "c"]]);
  });

  it("is tried again without what is gone when the cloud says so of all of it", async () => {
    const { work, calls, gone } = removal(
      ["a", "b", "c"],
      () => gone("b"),
      () => ({}),
    );

    expect(await carryOut(work, ["a", "b", "c"])).toEqual({ a: "done", b: "done", c: "done" });
    expect(calls).toEqual([
      ["a", "b", "c"],
      ["a", "c"],
    ]);
  });

  it("finds by halves what the cloud says is gone when the list still has it", async () => {
    const { work, calls } = removal(
      ["a", "b", "c"],
      () => undefined,
      () => undefined,
      () => ({}),
      () => undefined,
      () => ({}),
    );

    expect(await carryOut(work, ["a", "b", "c"])).toEqual({ a: "done", b: "done", c: "done" });
    expect(calls).toEqual([["a", "b", "c"], ["a", "b"], ["a"], ["b"], ["c"]]);
  });

  it("tells of its own failure when the list cannot be read either", async () => {
    const looks = [async () => "a", async () => Promise.reject(new Error("no connection"))];
    const work = jointRemoval<string>({
      remaining: () => looks.shift()?.() ?? Promise.resolve(undefined),
      send: () => Promise.reject(failed),
    });

    expect(await carryOut(work, ["a"])).toEqual({ a: failed });
  });

  it("whose job fails has failed only for what is still there", async () => {
    const { work, gone } = removal(["a", "b"], () => {
      gone("a");
      throw failed;
    });

    expect(await carryOut(work, ["a", "b"])).toEqual({ a: "done", b: failed });
  });

  it("takes no refusal for an absence that the list does not confirm", async () => {
    const there = removal(["a"], () => Promise.reject(refused));
    const { work, gone } = removal(["a"], () => {
      gone("a");
      throw refused;
    });

    expect(await carryOut(there.work, ["a"])).toEqual({ a: refused });
    expect(await carryOut(work, ["a"])).toEqual({ a: "done" });
  });
});
