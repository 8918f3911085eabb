import { describe, expect, it } from "vitest";
import { upgradeWindow } from "../../../provider/clickhouse/upgrade-window.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const valid = { serviceId: "s", weekday: 3, startHourUtc: 12 } as const;

describe("an upgrade window", () => {
  it("is accepted on every day, at the four hours at which one begins", () => {
    for (const startHourUtc of [0, 6, 12, 18]) {
      expect(refusals(upgradeWindow, { ...valid, weekday: 0, startHourUtc })).toEqual([]);
      expect(refusals(upgradeWindow, { ...valid, weekday: 6, startHourUtc })).toEqual([]);
    }
  });

  it("is refused on an eighth day and at another hour", () => {
    expect(refusals(upgradeWindow, { ...valid, weekday: 7, startHourUtc: 13 })).toEqual([
      "weekday: must be at most 6",
      "startHourUtc: must be one of 0, 6, 12, 18",
    ]);
  });

  it("is set as a whole, at the creation and at a change", async () => {
    const { cloud, sent } = recordingCloud();

    await upgradeWindow.create({ cloud, inputs: valid, created: () => undefined });
    await upgradeWindow.aspects[0].update({
      cloud,
      id: "s",
      inputs: { weekday: 5, startHourUtc: 12 },
      live: valid,
      changes: { weekday: 5 },
      state: {},
    });

    expect(sent).toEqual([
      { operation: "setUpgradeWindow", args: { serviceId: "s", body: { weekday: 3, startHourUtc: 12 } } },
      { operation: "setUpgradeWindow", args: { serviceId: "s", body: { weekday: 5, startHourUtc: 12 } } },
    ]);
  });

  it("that is there already is found", async () => {
    const { cloud } = recordingCloud({ services: { isPrimary: true }, getUpgradeWindow: { ...valid, duration: 6 } });

    expect(await upgradeWindow.find({ cloud, inputs: valid })).toEqual(["s"]);
  });

  it("of the first service of a warehouse is not taken for one of a further service", async () => {
    const { cloud } = recordingCloud({ services: { isPrimary: false }, getUpgradeWindow: { ...valid, duration: 6 } });

    expect(await upgradeWindow.find({ cloud, inputs: valid })).toEqual([]);
  });
});
