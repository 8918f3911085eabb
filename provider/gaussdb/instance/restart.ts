import { z } from "zod";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { restartOnce } from "../restart.ts";
import { scheduledJobs } from "../scheduled-jobs.ts";
import { restartPending } from "./nodes.ts";

/** When a restart that parameters wait for may happen. */
export const applyRestart = z
  .enum(["never", "inMaintenanceWindow", "immediately"])
  .default("never")
  .describe(
    "When parameters that need a restart may have it: `never` (the output `restartPending` tells that one is due), " +
      "`inMaintenanceWindow` or `immediately` (4.3.2). Default `never`.",
  );

/** Restarts an instance as far as the program allows it. */
export async function restartIfAllowed(
  cloud: GaussDb,
  instanceId: string,
  when: z.infer<typeof applyRestart>,
): Promise<void> {
  if (when !== "never") await restart(cloud, instanceId, { delay: when === "inMaintenanceWindow" });
}

/** Restarts an instance now, or lets it restart in its maintenance window (4.3.2). */
export async function restart(cloud: GaussDb, instanceId: string, { delay }: { delay: boolean }): Promise<void> {
  // One restart in the window is enough, whoever has scheduled it.
  if (delay && (await restartScheduled(cloud, instanceId))) return;
  const begin = (cloud: GaussDb) => cloud.begin("restartInstance", { instance_id: instanceId, body: { delay } });
  await restartOnce(cloud, instanceId, { delay, begin });
}

/** Whether a restart is scheduled for the maintenance window. */
export async function restartScheduled(cloud: GaussDb, instanceId: string): Promise<boolean> {
  const restarts = await scheduledJobs(cloud, { job_name: "RebootGaussDBforMySQLInstance" });
  return restarts.some((job) => job.instance_id === instanceId);
}

export const pendingRestart = aspect({
  inputs: {
    applyRestart,
  },
  notice: ({ live, inputs }) =>
    live.applyRestart === inputs.applyRestart || inputs.applyRestart === "never"
      ? undefined
      : `If a parameter waits for a restart, the instance restarts ${inputs.applyRestart === "immediately" ? "at once" : "in its maintenance window"}.`,
  /** A restart that is due although the program allows it has not been applied: live, that is `never`. */
  async read({ cloud, id }) {
    const instance = await cloud.instances.get(id);
    if (!instance || !restartPending(instance) || (await restartScheduled(cloud, id))) return {};
    return { applyRestart: "never" };
  },
  async update({ cloud, id, inputs: { applyRestart } }) {
    const instance = await cloud.instances.get(id);
    if (instance && restartPending(instance)) await restartIfAllowed(cloud, id, applyRestart);
  },
});
