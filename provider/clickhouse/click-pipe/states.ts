import { CloudError } from "../../http/errors.ts";
import { awake } from "./awake.ts";
import { type PipeAt, pathOf, pipeOf } from "./pipe-of.ts";

/** When the creation of a pipe counts as finished. */
export type Goal = "accepted" | "snapshot" | "running";

const passing = ["Unknown", "Provisioning", "Setup", "Modifying", "Resync", "Pausing", "Stopping"];
const standing = ["Paused", "Stopped"];
const failed = ["Failed", "InternalError"];

export const hasFailed = (state: unknown): boolean => failed.includes(String(state));

/** Whether a pipe stands because somebody has stopped it, or is about to. */
export const isHalted = (state: unknown): boolean => [...standing, "Pausing", "Stopping"].includes(String(state));

/** Waits for a state that is `reached`; answers it, or nothing when the pipe is gone. */
export async function until(
  at: PipeAt,
  { what, usual, reached }: { what: string; usual: string; reached: (state: string) => boolean },
): Promise<string | undefined> {
  return at.cloud.wait({
    what,
    usual,
    async look() {
      const pipe = await pipeOf(at);
      if (pipe === undefined) return { done: undefined };
      const state = pipe.state ?? "Unknown";
      return reached(state) ? { done: state } : { now: state };
    },
  });
}

/** Waits until the pipe has come as far as asked; any steady state is far enough. */
export async function comeUp(at: PipeAt, goal: Goal): Promise<string | undefined> {
  if (goal === "accepted") return (await pipeOf(at))?.state;
  const awaited = goal === "running" ? [...passing, "Snapshot"] : passing;
  const usual = goal === "running" ? "minutes, with much data hours" : "1 to 5 min";
  return until(at, { what: "setting up", usual, reached: (state) => !awaited.includes(state) });
}

interface Wish {
  readonly waitFor?: Goal | undefined;
  readonly stopped?: boolean | undefined;
}

/** How far a pipe must come. One that shall stand need not load everything first. */
export function goalOf({ waitFor = "snapshot", stopped }: Wish): Goal {
  return stopped && waitFor === "running" ? "snapshot" : waitFor;
}

/** Stops the pipe and waits until it stands. One that has read everything stays `Completed`. */
export async function halt(at: PipeAt): Promise<void> {
  await command(at, "stop");
  await until(at, {
    what: "stopping",
    usual: "1 min",
    reached: (state) => standing.includes(state) || state === "Completed",
  });
}

/** Gets the pipe going if it is not, and waits until it has taken up its work. @throws when it fails instead */
export async function run(at: PipeAt): Promise<void> {
  const state = await until(at, { what: "waiting for the pipe", usual: "1 min", reached: isSteady });
  if (state === undefined || !(standing.includes(state) || hasFailed(state))) return;
  await command(at, "start");
  const isUp = (now: string) => isSteady(now) && !standing.includes(now);
  refuseFailure(await until(at, { what: "starting", usual: "1 to 5 min", reached: isUp }));
}

export function refuseFailure(state: string | undefined): void {
  if (hasFailed(state)) throw new Error(failureText(state));
}

export function failureText(state: unknown): string {
  return `The pipe has failed (${state}). Its page in the ClickHouse Cloud console tells why.`;
}

function isSteady(state: string): boolean {
  return !passing.includes(state);
}

/** The service resumes pipes by itself after edits: a command that comes too late has nothing left to do. */
async function command({ cloud, id }: PipeAt, command: "start" | "stop"): Promise<void> {
  const path = pathOf(id);
  const already = (error: unknown) => {
    if (!(error instanceof CloudError && error.status === 400 && /already/i.test(error.summary))) throw error;
  };
  await awake(cloud, path.serviceId, () =>
    cloud.change("updateClickPipeState", { ...path, body: { command } }).catch(already),
  );
}
