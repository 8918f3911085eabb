import { describe, expect, it } from "vitest";
import { clickPipesCdcScaling } from "../../../provider/clickhouse/click-pipes-cdc-scaling.ts";
import { CloudError } from "../../../provider/http/errors.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const valid = { serviceId: "s", replicaCpuMillicores: 4000 };
const two = { replicaCpuMillicores: 2000, replicaMemoryGb: 8 };
const four = { replicaCpuMillicores: 4000, replicaMemoryGb: 16 };

/** Answers one after the other; the last one stays. */
const inTurn = (answers: readonly unknown[]) => {
  const rest = [...answers];
  return () => (rest.length > 1 ? rest.shift() : rest[0]);
};

describe("the scaling of the database pipes", () => {
  it("has four times as many GiB as cores, said or not", () => {
    expect(refusals(clickPipesCdcScaling, valid)).toEqual([]);
    expect(refusals(clickPipesCdcScaling, { ...valid, replicaMemoryGb: 16 })).toEqual([]);
    expect(refusals(clickPipesCdcScaling, { ...valid, replicaMemoryGb: 8 })).toEqual([
      "replicaMemoryGb: must be four times the number of cores, here 16",
    ]);
  });

  it.each([
    [1500, "must be a multiple of 1000"],
    [0, "must be at least 1000"],
    [33_000, "must be at most 32000"],
  ])("is refused with %i thousandths of a core", (replicaCpuMillicores, reason) => {
    expect(refusals(clickPipesCdcScaling, { ...valid, replicaCpuMillicores })).toEqual([
      `replicaCpuMillicores: ${reason}`,
    ]);
  });

  it("waits for the workers that come with the first pipe, and changes nothing by itself", async () => {
    const { cloud, sent } = recordingCloud({ getClickPipesCdcScaling: inTurn([undefined, undefined, two]) });
    const made: string[] = [];

    await clickPipesCdcScaling.create({ cloud, inputs: valid, created: (id) => void made.push(id) });

    expect(made).toEqual(["s"]);
    expect(sent).toEqual([]);
    expect(await clickPipesCdcScaling.read({ cloud, id: "s" })).toEqual({ serviceId: "s", ...two });
  });

  it("is sent as a whole and waited for until the workers have the size", async () => {
    let looks = 0;
    const sizes = inTurn([two, two, four]);
    const { cloud, sent } = recordingCloud({
      getClickPipesCdcScaling: () => {
        looks++;
        return sizes();
      },
    });

    await change(cloud);

    expect(sent).toEqual([{ operation: "updateClickPipesCdcScaling", args: { serviceId: "s", body: four } }]);
    expect(looks).toBe(3);
  });

  it("wakes an idle service for a change", async () => {
    const states = inTurn([{ state: "idle" }, { state: "running" }]);
    let asleep = true;
    const { cloud, sent } = recordingCloud({
      getClickPipesCdcScaling: four,
      services: states,
      updateServiceState: () => {
        asleep = false;
      },
      updateClickPipesCdcScaling: () => {
        if (asleep) throw new CloudError({ operation: "updateClickPipesCdcScaling", status: 424, summary: "idle" });
      },
    });

    await change(cloud);

    expect(sent.map(({ operation }) => operation)).toEqual([
      "updateClickPipesCdcScaling",
      "updateServiceState",
      "updateClickPipesCdcScaling",
    ]);
  });

  it("is gone with the last pipe, and its deletion leaves the workers as they are", async () => {
    const { cloud, sent } = recordingCloud();

    expect(await clickPipesCdcScaling.read({ cloud, id: "s" })).toBeUndefined();
    await clickPipesCdcScaling.delete({ cloud, id: "s", state: {} });
    expect(sent).toEqual([]);
  });
});

async function change(cloud: never): Promise<void> {
  const changes = { replicaCpuMillicores: 4000 };
  // What the program does not say is settled with what there is, which is the old size's memory.
  const inputs = { ...changes, replicaMemoryGb: 8 };
  await clickPipesCdcScaling.aspects[0].update({ cloud, id: "s", inputs, live: two, changes, state: {} });
}
