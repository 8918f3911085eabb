import { z } from "zod";
import { restart } from "./instance/restart.ts";
import { oneShot } from "./one-shot.ts";
import { delay } from "./restart.ts";

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
    await restart(cloud, id, { delay });
  },
});
