import { describe, expect, it } from "vitest";
import { backupConfiguration } from "../../../provider/clickhouse/backup-configuration.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const [schedule] = backupConfiguration.aspects;
type Schedule = Parameters<typeof schedule.update>[0];
const refused = (inputs: object) => refusals(backupConfiguration, { serviceId: "s", ...inputs });

async function bodyOf(live: Schedule["live"], changes: Schedule["changes"]): Promise<unknown> {
  const { cloud, sent, bodies } = recordingCloud();
  await schedule.update({ cloud, id: "s", inputs: { ...live, ...changes } as never, live, changes, state: {} });
  expect(sent).toMatchObject([{ operation: "updateBackupConfiguration", args: { serviceId: "s" } }]);
  return bodies()[0];
}

describe("a backup configuration", () => {
  it("is accepted with a period or with a start time, and with a retention in whole days", () => {
    expect(refused({ backupPeriodInHours: 12, backupRetentionPeriodInHours: 1080 })).toEqual([]);
    expect(refused({ backupStartTime: "02:00" })).toEqual([]);
    expect(refused({ backupStartTime: "23:00", backupPeriodInHours: 24 })).toEqual([]);
    expect(refused({ backupStartTime: "", backupPeriodInHours: 6 })).toEqual([]);
  });

  it("is refused with a start time and another period than a day", () => {
    expect(refused({ backupStartTime: "02:00", backupPeriodInHours: 12 })).toEqual([
      "backupPeriodInHours: must be left out or 24 when backupStartTime is set: there is one backup a day then",
    ]);
  });

  it("is refused with a start time within the hour, and with parts of days", () => {
    expect(refused({ backupStartTime: "02:30" })).toEqual([
      "backupStartTime: must be a full hour such as 02:00, or empty",
    ]);
    expect(refused({ backupRetentionPeriodInHours: 36 })).toEqual([
      "backupRetentionPeriodInHours: must be a multiple of 24",
    ]);
    expect(refused({ backupRetentionPeriodInHours: 1104 })).toEqual([
      "backupRetentionPeriodInHours: must be at most 1080",
    ]);
  });

  it("resets the period with a start time, which the API refuses beside most periods", async () => {
    const body = await bodyOf({ backupPeriodInHours: 12, backupStartTime: "" }, { backupStartTime: "02:00" });

    expect(body).toEqual({ backupPeriodInHours: null, backupStartTime: "02:00" });
  });

  it("takes the start time away when a period comes in its place", async () => {
    const live = { backupPeriodInHours: 24, backupStartTime: "02:00" };

    expect(await bodyOf(live, { backupPeriodInHours: 12, backupStartTime: "" })).toEqual({
      backupPeriodInHours: 12,
      backupStartTime: null,
    });
  });

  it("takes away a start time that somebody has set by hand when the program has a period", async () => {
    const live = { backupPeriodInHours: 24, backupStartTime: "02:00" };

    expect(await bodyOf(live, { backupPeriodInHours: 6 })).toEqual({ backupPeriodInHours: 6, backupStartTime: null });
  });

  it("leaves the schedule alone when only the retention changes", async () => {
    const live = { backupPeriodInHours: 24, backupStartTime: "02:00", backupRetentionPeriodInHours: 24 };

    expect(await bodyOf(live, { backupRetentionPeriodInHours: 48 })).toEqual({ backupRetentionPeriodInHours: 48 });
  });

  it("with a start time has a period of a day, though the answer has none or 0", async () => {
    for (const backupPeriodInHours of [undefined, 0, 24]) {
      const { cloud } = recordingCloud({ getBackupConfiguration: { backupPeriodInHours, backupStartTime: "02:00" } });

      expect(await backupConfiguration.read({ cloud, id: "s" })).toMatchObject({ backupPeriodInHours: 24 });
    }
  });

  it("warns that a shorter retention deletes backups, and of no longer one", () => {
    const notice = (live: number, wanted: number) =>
      (schedule.notice as (change: object) => unknown)({
        inputs: { backupRetentionPeriodInHours: wanted },
        live: { backupRetentionPeriodInHours: live },
      });

    expect(notice(168, 48)).toBe("Backups older than 48 hours will be deleted.");
    expect(notice(48, 168)).toBeUndefined();
  });

  it("goes back to all of the vendor's defaults when it is deleted", async () => {
    const { cloud, sent } = recordingCloud({ services: { isPrimary: true } });

    await backupConfiguration.delete({ cloud, id: "s", state: {} });

    const body = { backupPeriodInHours: null, backupRetentionPeriodInHours: null, backupStartTime: null };
    expect(sent).toEqual([{ operation: "updateBackupConfiguration", args: { serviceId: "s", body } }]);
  });

  it.each([
    ["its service is gone", undefined],
    ["its service is a further one of a warehouse, which could have none", { isPrimary: false }],
  ])("is deleted without a call when %s", async (_, services) => {
    const { cloud, sent } = recordingCloud({ services });

    await backupConfiguration.delete({ cloud, id: "s", state: {} });

    expect(sent).toEqual([]);
  });
});
