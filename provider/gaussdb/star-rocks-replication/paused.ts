import { z } from "zod";
import { aspect, type GaussDb } from "../gaussdb.ts";
import { type Plan, start } from "./making.ts";
import { pathOf, running, standing, stateOf, taskOf } from "./task.ts";

export const paused = aspect({
  inputs: {
    paused: z
      .boolean()
      .default(false)
      .describe("Whether the replication stands still; what changes meanwhile is copied later. Default false."),
  },
  notice: ({ inputs }) =>
    inputs.paused ? "The replication pauses: StarRocks falls behind until it is resumed." : undefined,
  async read({ cloud, id }) {
    const task = await taskOf(cloud, id);
    // One that waits has not been started: it neither runs nor is paused.
    return task && { paused: { running: false, paused: true, waiting: null }[stateOf(task)] };
  },
  async update({ cloud, id, inputs: { paused }, live, state }) {
    const { instance_id, task_name } = pathOf(id);
    const body = { task_name };
    const change = async (cloud: GaussDb) => {
      if (live.paused === undefined) {
        await start(cloud, id, state as unknown as Plan);
        await running(cloud, id, "starting");
      }
      if (paused) {
        await cloud.change("pauseStarRocksReplication", { instance_id, body });
        await standing(cloud, id);
      } else if (live.paused) {
        await cloud.change("resumeStarRocksReplication", { instance_id, body });
        await running(cloud, id, "resuming");
      }
    };
    await cloud.exclusively(instance_id, change, { minutes: 2 });
  },
});
