import { describe, expect, it } from "vitest";
import { flavor } from "../../../../provider/gaussdb/instance/flavor.ts";
import { volume } from "../../../../provider/gaussdb/instance/volume.ts";
import { instance } from "../../../../provider/gaussdb/instance.ts";
import { recordingCloud, refusals } from "../../recording-cloud.ts";
import { instanceArgs, prePaid } from "./arguments.ts";
import { noticeOf, readBy, sentBy } from "./settings.ts";

const bought = (size: unknown) => ({
  id: "i",
  nodes: [{ id: "n", type: "master", flavor_ref: "l", volume: { size } }],
});
const refused = (changes: object) => refusals(instance, { ...instanceArgs, ...changes });

describe("the volume of a yearly/monthly instance", () => {
  it.each([
    [true, "true"],
    [false, "false"],
  ])("is ordered, and paid as the instance was: %s", async (isAutoPay, payment) => {
    const change = { inputs: { volume: { size: 60 } }, state: { chargeInfo: { ...prePaid, isAutoPay } } };

    const { calls } = await sentBy(volume, change, {
      extendInstanceVolume: { order_id: "CS1" },
      instances: bought("60"),
    });

    expect(calls).toEqual([["extendInstanceVolume", { size: 60, is_auto_pay: payment }]]);
  });

  it("is read from the primary node, and pay-per-use has none", async () => {
    expect(await readBy(volume, { instances: bought("40") })).toEqual({ volume: { size: 40 } });
    expect(await readBy(volume, { instances: bought(undefined) })).toEqual({});
    expect(await readBy(volume, { instances: { id: "i", nodes: null } })).toEqual({});
  });

  it("says whether it grows or shrinks", () => {
    const live = { volume: { size: 40 } };

    expect(noticeOf(volume, { volume: { size: 60 } }, live)).toBe(
      "The volume grows from 40 to 60 GB, by an order that costs.",
    );
    expect(noticeOf(volume, { volume: { size: 20 } }, live)).toContain("shrinks from 40 to 20 GB");
  });

  it("is refused for pay-per-use, and in other steps than of 10 GB", () => {
    expect(refused({ volume: { size: 40 }, chargeInfo: prePaid })).toEqual([]);
    expect(refused({ volume: { size: 40 } })).toEqual([
      "volume: is for yearly/monthly instances only (chargeMode prePaid)",
    ]);
    expect(refused({ volume: { size: 45 }, chargeInfo: prePaid })).toEqual(["volume.size: must be a multiple of 10"]);
  });

  it("tells when the instance is gone meanwhile", async () => {
    const change = { inputs: { volume: { size: 60 } }, state: { chargeInfo: prePaid } };

    expect((await sentBy(volume, change)).failure).toBe("The instance does not exist any more.");
  });
});

describe("the flavor", () => {
  it("of a pay-per-use instance is changed without a word of payment", async () => {
    const change = { inputs: { flavorRef: "l" }, state: { chargeInfo: { chargeMode: "postPaid" } } };

    const { calls } = await sentBy(flavor, change, { instances: bought(undefined) });

    expect(calls).toEqual([["resizeInstanceFlavor", { resize_flavor: { spec_code: "l" } }]]);
  });

  it("of a yearly/monthly instance is paid as the instance was", async () => {
    const change = { inputs: { flavorRef: "l" }, state: { chargeInfo: { ...prePaid, isAutoPay: false } } };

    const { calls } = await sentBy(flavor, change, { instances: bought(40) });

    expect(calls).toEqual([["resizeInstanceFlavor", { resize_flavor: { spec_code: "l" }, is_auto_pay: "false" }]]);
  });
});

describe("the billing of an instance", () => {
  const listed = { period_type: "year", period_num: "2", is_auto_renew: "true", is_auto_pay: "false" };

  it("is read as it was ordered, from the list", async () => {
    const { cloud } = recordingCloud({
      instances: { id: "i", charge_info: { charge_mode: "prePaid", order_id: "CS1" } },
      instanceSummaries: { id: "i", charge_info: listed },
    });

    expect(await instance.read({ cloud, id: "i" })).toMatchObject({
      chargeInfo: { chargeMode: "prePaid", periodType: "year", periodNum: 2, isAutoRenew: true, isAutoPay: false },
    });
  });

  it("costs no further call for pay-per-use", async () => {
    const { cloud } = recordingCloud({
      instances: { id: "i", charge_info: { charge_mode: "postPaid", order_id: "" } },
      instanceSummaries() {
        throw new Error("unasked");
      },
    });

    expect(await instance.read({ cloud, id: "i" })).toMatchObject({ chargeInfo: { chargeMode: "postPaid" } });
  });
});
