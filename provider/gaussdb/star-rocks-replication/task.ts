import type { GaussDb, StarRocksReplication } from "../gaussdb.ts";
import { htapPartsOf, isDoubtful, unlessGone } from "../htap.ts";

/** It waits to be started, copies what is there or what changes, or stands still. */
export type TaskState = "waiting" | "running" | "paused";

/** The path and name by which the cloud knows the task. */
export function pathOf(id: string): { instance_id: string; task_name: string } {
  const { htapId, ownId } = htapPartsOf(id);
  return { instance_id: htapId, task_name: ownId };
}

/** The task (4.15.15), or nothing when it is gone or going. */
export async function taskOf(cloud: GaussDb, id: string): Promise<StarRocksReplication | undefined> {
  const task = await listed(cloud, id);
  return task && stageOf(task) === "cancelled" ? undefined : task;
}

function listed(cloud: GaussDb, id: string): Promise<StarRocksReplication | undefined> {
  const { htapInstanceId, htapId, ownId } = htapPartsOf(id);
  return unlessGone(cloud, htapInstanceId, () => cloud.starRocksReplications(htapId).get(ownId));
}

/** The table spells the stages in lower case, the example does not. */
function stageOf({ stage = "" }: StarRocksReplication): string {
  return stage.toLowerCase();
}

export function stateOf(task: StarRocksReplication): TaskState {
  const stage = stageOf(task);
  if (stage === "full" || stage === "incremental") return "running";
  return stage === "paused" ? "paused" : "waiting";
}

/** Whether the cloud still looks at it for the first time, which no text says: it can be started only afterwards. */
export function isUnseen({ status = "" }: StarRocksReplication): boolean {
  return status === "" || status.toLowerCase() === "wait";
}

/** `No` is all that the cloud says of one that has broken down. */
export function isBroken({ status }: StarRocksReplication): boolean {
  return status?.toLowerCase() === "no";
}

/** Returns when the task runs; throws when it breaks down on the way, or goes. */
export async function running(cloud: GaussDb, id: string, what: string): Promise<void> {
  await cloud.wait({
    what,
    async look() {
      const task = await there(cloud, id);
      const state = stateOf(task);
      // That one that stands still is not well says nothing of how it will run.
      if (isBroken(task) && state !== "paused") {
        throw new Error(`The replication ${task.task_name} is abnormal: ${await lastErrorOf(cloud, id)}.`);
      }
      return state === "running" ? { done: undefined } : { now: state };
    },
  });
}

/** Returns when the task stands still. */
export async function standing(cloud: GaussDb, id: string): Promise<void> {
  await cloud.wait({
    what: "pausing",
    async look() {
      const state = stateOf(await there(cloud, id));
      return state === "paused" ? { done: undefined } : { now: state };
    },
  });
}

async function there(cloud: GaussDb, id: string): Promise<StarRocksReplication> {
  const task = await taskOf(cloud, id);
  if (task) return task;
  throw new Error(`The replication ${pathOf(id).task_name} does not exist any more.`);
}

async function lastErrorOf(cloud: GaussDb, id: string): Promise<string> {
  const configuration = await cloud.get("getStarRocksReplicationConfiguration", pathOf(id));
  return configuration?.last_error_of_alter_table || "the cloud does not say why";
}

/** Deletes the task (4.15.14), if it is there, and returns when nothing of it is left. */
export async function remove(cloud: GaussDb, id: string): Promise<void> {
  const { instance_id, task_name } = pathOf(id);
  if (await taskOf(cloud, id)) {
    await cloud.change("deleteStarRocksReplication", { instance_id, body: { task_name } }).catch(async (error) => {
      if (!isDoubtful(error) || (await taskOf(cloud, id)) !== undefined) throw error;
    });
  }
  await cloud.wait({
    what: "deleting",
    look: async () => ((await listed(cloud, id)) === undefined ? { done: undefined } : { now: "still there" }),
  });
}
