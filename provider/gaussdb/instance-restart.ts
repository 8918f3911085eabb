import { z } from "zod";
import { restartScheduled } from "./instance/restart.ts";
import { oneShot } from "./one-shot.ts";
import { delay, restartOnce } from "./restart.ts";

/** A restart of a GaussDB(for MySQL) instance (4.3.2). */
export const instanceRestart = oneShot({
  token: "gaussdb:InstanceRestart",
  noun: "restart of the instance",
  description:
    "Restarts an instance with all its nodes (4.3.2) when it is created, and again when `triggers` change. Its id is that " +
    "of the instance, and deleting it does nothing.",
  inputs: {
    instanceId: z.string().min(1).describe("Instance."),
    delay,
  },
  notice: "The instance restarts, with delay in its maintenance window: connections are interrupted.",
  timeLimits: { create: 60, update: 60 },
  parent: { token: "gaussdb:Instance", input: "instanceId" },
  idOf: ({ instanceId }) => instanceId,
  async read({ cloud, id }) {
    return (await cloud.instances.get(id)) && { instanceId: id };
  },
  async run({ cloud, id, inputs: { delay } }) {
    // One restart in the window is enough, whoever has scheduled it.
    if (delay && (await restartScheduled(cloud, id))) return;
    await restartOnce(cloud, id, {
      delay,
      begin: (cloud) => cloud.begin("restartInstance", { instance_id: id, body: { delay } }),
    });
  },
});
