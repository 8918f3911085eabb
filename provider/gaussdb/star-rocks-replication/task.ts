import type { GaussDb, StarRocksReplication } from "../gaussdb.ts";
import { htapPartsOf, isDoubtful, unlessGone } from "../htap.ts";

/** What becomes of a replication: it waits to be started, copies what there is or what comes, or stands still. */
export type TaskState = "waiting" | "running" | "paused";

/** The path and name by which the cloud knows the task. */
export function pathOf(id: string): { instance_id: string; task_name: string } {
  const { htapId, ownId } = htapPartsOf(id);
  return { instance_id: htapId, task_name: ownId };
}

/** The task (4.15.15), or nothing when it is gone. */
export async function taskOf(cloud: GaussDb, id: string): Promise<StarRocksReplication | undefined> {
  const { htapInstanceId, htapId, ownId } = htapPartsOf(id);
  const task = await unlessGone(cloud, htapInstanceId, () => cloud.starRocksReplications(htapId).get(ownId));
  return task && stageOf(task) === "cancelled" ? undefined : task;
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

/** `No` is all that the cloud says of one that has broken down. */
export function isBroken({ status }: StarRocksReplication): boolean {
  return status?.toLowerCase() === "no";
}

/** Returns when the task is in a state; throws when it breaks down on the way, or goes. */
export async function reached(cloud: GaussDb, id: string, state: TaskState, what: string): Promise<void> {
  const { task_name } = pathOf(id);
  await cloud.wait({
    what,
    async look() {
      const task = await taskOf(cloud, id);
      if (task === undefined) throw new Error(`The replication ${task_name} does not exist any more.`);
      if (stateOf(task) === state) return { done: undefined };
      if (isBroken(task)) throw new Error(`The replication ${task_name} is abnormal: ${await lastErrorOf(cloud, id)}.`);
      return { now: stageOf(task) };
    },
  });
}

async function lastErrorOf(cloud: GaussDb, id: string): Promise<string> {
  const configuration = await cloud.get("getStarRocksReplicationConfiguration", pathOf(id));
  return configuration?.last_error_of_alter_table || "the cloud does not say why";
}

/** Deletes the task (4.15.14), if it is there, and returns when it is gone. */
export async function remove(cloud: GaussDb, id: string): Promise<void> {
  if ((await taskOf(cloud, id)) === undefined) return;
  const { instance_id, task_name } = pathOf(id);
  await cloud.change("deleteStarRocksReplication", { instance_id, body: { task_name } }).catch(async (error) => {
    if (!isDoubtful(error) || (await taskOf(cloud, id)) !== undefined) throw error;
  });
  await cloud.wait({
    what: "deleting",
    look: async () => ((await taskOf(cloud, id)) === undefined ? { done: undefined } : { now: "still there" }),
  });
}
