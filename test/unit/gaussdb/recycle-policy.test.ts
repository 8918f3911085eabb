import { describe, expect, it } from "vitest";
import { recyclePolicy } from "../../../provider/gaussdb/recycle-policy.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const days = { retentionPeriodInDays: 7 };
const projectId = "0483b6b16e954cb88930a360d2c4e663";

describe("the recycle policy", () => {
  it("is taken over as it is, under the id of the project", async () => {
    const { cloud, sent } = recordingCloud();
    const ids: string[] = [];

    await recyclePolicy.create({ cloud, inputs: days as never, created: (id) => ids.push(id) });

    expect(ids).toEqual([projectId]);
    expect(sent).toEqual([]);
  });

  it("is set in days, as the text that the reference documents", async () => {
    const { cloud, bodies } = recordingCloud();

    await recyclePolicy.aspects[0].update({ cloud, id: projectId, inputs: days, live: {}, changes: days, state: {} });

    expect(bodies()).toEqual([{ recycle_policy: { retention_period_in_days: "7" } }]);
  });

  it("is read from a text or a number, and is unknown before it was ever set", async () => {
    for (const [told, days] of [
      ["5", 5],
      [5, 5],
      [undefined, undefined],
    ]) {
      const { cloud } = recordingCloud({ getRecyclePolicy: { recycle_policy: { retention_period_in_days: told } } });

      expect(await recyclePolicy.read({ cloud, id: projectId })).toEqual({ retentionPeriodInDays: days });
    }
  });

  it("of another project is not this one", async () => {
    const { cloud } = recordingCloud({ getRecyclePolicy: {} });

    expect(await recyclePolicy.read({ cloud, id: "another" })).toBeUndefined();
  });

  it("stays when the resource is deleted", async () => {
    const { cloud, sent } = recordingCloud();

    await recyclePolicy.delete({ cloud, id: projectId, state: {} });

    expect(sent).toEqual([]);
  });

  it("keeps instances for one to seven days", () => {
    expect(refusals(recyclePolicy, { retentionPeriodInDays: 1 })).toEqual([]);
    expect(refusals(recyclePolicy, { retentionPeriodInDays: 8 })).toEqual(["retentionPeriodInDays: must be at most 7"]);
    expect(refusals(recyclePolicy, { retentionPeriodInDays: 0 })).toEqual([
      "retentionPeriodInDays: must be at least 1",
    ]);
  });
});
