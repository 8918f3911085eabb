import { z } from "zod";
import { option } from "../runtime/traits.ts";
import { restart, restartScheduled } from "./instance/restart.ts";
import { once, oneShot } from "./one-shot.ts";

/** A restart of a GaussDB(for MySQL) instance (4.3.2). */
export const instanceRestart = oneShot({
  token: "gaussdb:InstanceRestart",
  noun: "restart of the instance",
  description:
    "Restarts an instance with all its nodes (4.3.2) when it is created, and again when `triggers` change. Deleting it " +
    "does nothing.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    delay: option(z.boolean().default(false)).describe(
      "Restart in the maintenance window of the instance, which is not waited for, instead of at once. Default false.",
    ),
  },
  notice: "The instance restarts, with delay in its maintenance window: connections are interrupted.",
  timeLimits: { create: 60, update: 60 },
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  idOf: ({ instanceId }) => instanceId,
  async read({ cloud, id }) {
    return (await cloud.instances.get(id)) && { instanceId: id };
  },
  async run({ cloud, id, inputs: { delay } }) {
    if (!delay) {
      return once(cloud, id, {
        what: "restarting",
        usual: "1 to 3 min",
        job: /(Reboot|Restart)(?!.*Proxy)/i,
        begin: (cloud) => cloud.begin("restartInstance", { instance_id: id, body: { delay: false } }),
      });
    }
    // One restart in the window is enough, whoever has scheduled it.
    if (!(await restartScheduled(cloud, id))) await restart(cloud, id, "inMaintenanceWindow");
  },
});
