import { describe, expect, it } from "vitest";
import { kernelVersion } from "../../../../provider/gaussdb/instance/kernel-version.ts";
import { instance } from "../../../../provider/gaussdb/instance.ts";
import { refusals } from "../../recording-cloud.ts";
import { instanceArgs } from "./arguments.ts";
import { noticeOf, readBy, sentBy } from "./settings.ts";

const [old, newest] = ["2.0.54.240600", "2.0.57.240900"];
const versions = (current: string) => ({
  getInstanceDatabaseVersion: { datastore: { current_kernel_version: current, latest_kernel_version: newest } },
});
const scheduled = {
  listScheduledJobs: { schedules: [{ instance_id: "i", job_name: "UpgradeGaussDBforMySQLDatabaseVersion" }] },
};
const wish = (kernelVersion: string, kernelUpgrade = "immediately") => ({ inputs: { kernelVersion, kernelUpgrade } });
const live = (version: string) => ({ instances: { id: "i", datastore: { kernel_version: version } } });

describe("the kernel of an instance", () => {
  it("is upgraded to the version that the program declares", async () => {
    expect((await sentBy(kernelVersion, wish(newest), versions(old))).calls).toEqual([
      ["upgradeInstanceKernelVersion", { delay: false }],
    ]);
  });

  it("is upgraded in the maintenance window, once", async () => {
    const delayed = wish(newest, "inMaintenanceWindow");

    expect((await sentBy(kernelVersion, delayed, versions(old))).calls).toEqual([
      ["upgradeInstanceKernelVersion", { delay: true }],
    ]);
    expect((await sentBy(kernelVersion, delayed, { ...versions(old), ...scheduled })).calls).toEqual([]);
  });

  it("is not upgraded to another version than the declared one", async () => {
    const { calls, failure } = await sentBy(kernelVersion, wish("2.0.55.1"), versions(old));

    expect(calls).toEqual([]);
    expect(failure).toBe(
      `kernelVersion: the cloud upgrades to its newest version only, which is ${newest}; the instance has ${old}.`,
    );
  });

  it("is nobody's when the instance is gone", async () => {
    expect((await sentBy(kernelVersion, wish(newest))).failure).toBe("The instance does not exist any more.");
  });

  it("is left alone when it is as new or newer", async () => {
    expect(await sentBy(kernelVersion, wish(newest), versions(newest))).toMatchObject({
      calls: [],
      failure: undefined,
    });
    expect(await sentBy(kernelVersion, wish(old), versions(newest))).toMatchObject({ calls: [], failure: undefined });
  });

  it("differs from what is declared only while it is older and no upgrade is scheduled", async () => {
    const recorded = { kernelVersion: newest };

    expect(await readBy(kernelVersion, live(old), recorded)).toEqual({ kernelVersion: old });
    expect(await readBy(kernelVersion, { ...live(old), ...scheduled }, recorded)).toEqual({});
    expect(await readBy(kernelVersion, live("2.0.57.1000000"), recorded)).toEqual({});
    expect(await readBy(kernelVersion, live(old))).toEqual({ kernelVersion: old });
  });

  it("is said to be upgraded, and when, only if it will be", () => {
    const notice = (wanted: string, known?: string, kernelUpgrade = "immediately") =>
      noticeOf(kernelVersion, { kernelVersion: wanted, kernelUpgrade }, { kernelVersion: known });

    expect(notice(newest, old)).toContain(`older than ${newest} is upgraded at once, which cannot be undone`);
    expect(notice(newest, undefined, "inMaintenanceWindow")).toContain("in the maintenance window");
    expect(notice(old, newest)).toBeUndefined();
    expect(notice(newest, newest)).toBeUndefined();
  });

  it("is named by numbers", () => {
    expect(refusals(instance, { ...instanceArgs, kernelVersion: "newest" })).toEqual([
      "kernelVersion: must be numbers with dots, such as 2.0.57.240900",
    ]);
  });
});
