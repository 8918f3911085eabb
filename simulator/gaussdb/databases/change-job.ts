import type { Answer } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import type { Instance } from "../store.ts";
import type { World } from "../world.ts";

/**
 * Starts the job of a change of databases or users, during which the instance accepts no other. Each object has its
 * step; a job that fails half way has carried out the first ones.
 */
export function changeJob(
  world: World,
  instance: Instance,
  { name, steps, status = 202 }: { name: string; steps: readonly (() => void)[]; status?: number },
): Answer {
  requireFree(instance, { busy: "DBS.200047", addingNodes: "DBS.200047", backingUp: "DBS.200047" });
  const carryOut = (count: number) => {
    for (const step of steps.slice(0, count)) step();
  };
  const request = {
    name,
    instance,
    seconds: durations.changeDatabases,
    activity: "MODIFYING",
    finish: () => carryOut(steps.length),
    fail: carryOut,
  } as const;
  return answerWithJob(world, request, status);
}
