import { z } from "zod";
import { option } from "../../runtime/traits.ts";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { isAtLeast } from "../is-at-least.ts";
import { once } from "../once.ts";
import { onceInWindow } from "../once-in-window.ts";
import { scheduledJobs } from "../scheduled-jobs.ts";
import { instanceGone } from "./nodes.ts";

const job = "UpgradeGaussDBforMySQLDatabaseVersion";

export const kernelVersion = aspect({
  inputs: {
    kernelVersion: z
      .string()
      .regex(/^\d+(\.\d+)+$/, "must be numbers with dots, such as 2.0.57.240900")
      .optional()
      .describe(
        "Kernel version that the instance must have at least (4.3.15). An older one is upgraded, which the cloud does to its " +
          "newest version only: another one is refused. A newer one is left alone: there is no way back. Output " +
          "`currentKernelVersion` has the version in use.",
      ),
    kernelUpgrade: option(z.enum(["immediately", "inMaintenanceWindow"]).default("immediately")).describe(
      "When a kernel upgrade happens. One in the maintenance window is scheduled and not waited for. Default `immediately`.",
    ),
  },
  notice({ inputs: { kernelVersion: wanted, kernelUpgrade }, live: { kernelVersion: known } }) {
    if (wanted === undefined || (known !== undefined && isAtLeast(known, wanted))) return undefined;
    const when = kernelUpgrade === "inMaintenanceWindow" ? "in the maintenance window" : "at once";
    // The version known may be the one asked for before, and the live one newer.
    return `A kernel older than ${wanted} is upgraded ${when}, which cannot be undone: connections are interrupted.`;
  },
  async read({ cloud, id, recorded: { kernelVersion: wanted } }) {
    const live = (await cloud.instances.get(id))?.datastore?.kernel_version;
    if (live === undefined || (wanted !== undefined && isAtLeast(live, wanted))) return {};
    if (wanted !== undefined && (await isScheduled(cloud, id))) return {};
    return { kernelVersion: live };
  },
  async update({ cloud, id, inputs: { kernelVersion: wanted, kernelUpgrade } }) {
    const versions = await cloud.get("getInstanceDatabaseVersion", { instance_id: id });
    if (versions === undefined) throw new Error(instanceGone);
    const { current_kernel_version: current = "", latest_kernel_version: latest = "" } = versions.datastore ?? {};
    if (isAtLeast(current, wanted)) return;
    if (latest !== wanted) {
      throw new Error(
        `kernelVersion: the cloud upgrades to its newest version only, which is ${latest || "not known"}; the instance has ${current}.`,
      );
    }
    const isDelayed = kernelUpgrade === "inMaintenanceWindow";
    if (isDelayed && (await isScheduled(cloud, id))) return;
    const upgrade = {
      what: "upgrading the kernel",
      usual: "5 to 15 min",
      job: new RegExp(job, "i"),
      begin: (cloud: GaussDb) =>
        cloud.begin("upgradeInstanceKernelVersion", { instance_id: id, body: { delay: isDelayed } }),
    };
    await (isDelayed ? onceInWindow(cloud, id, upgrade) : once(cloud, id, upgrade));
  },
});

/** An upgrade that waits for the maintenance window is on its way. */
async function isScheduled(cloud: GaussDb, id: string): Promise<boolean> {
  const upgrades = await scheduledJobs(cloud, { job_name: job });
  return upgrades.some((other) => other.instance_id === id);
}
