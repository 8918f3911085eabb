import { durations } from "../durations.ts";
import { goal, pass, type Step } from "../passage.ts";
import type { ClickPipe, Json, PipeState } from "../store.ts";
import type { World } from "../world.ts";
import { isDatabase } from "./kinds.ts";

type Steps = Step<PipeState>[];

const snapshot: Steps = [["Snapshot", durations.snapshot]];

/** The way of a new pipe. `provisioned` is told when its workers are there. */
export function bringUp(world: World, pipe: ClickPipe, provisioned: () => void): void {
  const isRead = !isDatabase(pipe.kind) && ends(pipe);
  const through: Steps = [
    ["Unknown", durations.pipeUnknown],
    ["Provisioning", durations.pipeProvision],
    ...(isDatabase(pipe.kind) ? databaseSteps(pipe) : []),
    ...(isRead ? ([["Running", durations.load]] satisfies Steps) : []),
  ];
  let isProvisioned = false;
  run(world, pipe, through, (state) => {
    if (isProvisioned || state === "Provisioning") return;
    isProvisioned = true;
    provisioned();
  });
}

/** The way of a pipe from a standstill. */
export function start(world: World, pipe: ClickPipe): void {
  run(world, pipe, isDatabase(pipe.kind) ? databaseSteps(pipe) : [["Provisioning", durations.pipeProvision]]);
}

export function stop(world: World, pipe: ClickPipe): void {
  const isOfDatabase = isDatabase(pipe.kind);
  pipe.resuming = false;
  pass<PipeState>(world, pipe, {
    through: [[isOfDatabase ? "Pausing" : "Stopping", durations.pipeStop]],
    to: goal(world, { success: isOfDatabase ? "Paused" : "Stopped", failure: "Failed" }),
  });
}

/** Loads all tables again. */
export function resync(world: World, pipe: ClickPipe): void {
  run(world, pipe, [["Resync", durations.resync], ...snapshot]);
}

/** Takes over an edit; new tables are loaded first. */
export function takeOverEdit(world: World, pipe: ClickPipe, { addsTables }: { addsTables: boolean }): void {
  if (addsTables) pipe.snapshotDone = false;
  if (!isDatabase(pipe.kind)) return;
  if (pipe.state === "Paused") resume(world, pipe);
  if (pipe.state === "Running") run(world, pipe, [["Modifying", durations.pipeModify]]);
}

/** The service resumes a paused pipe after an edit, on its own and not at once. */
function resume(world: World, pipe: ClickPipe) {
  pipe.resuming = true;
  run(world, pipe, [["Paused", durations.resume], ["Modifying", durations.pipeModify], ...pending(pipe)], (state) => {
    if (state !== "Paused") pipe.resuming = false;
  });
}

function databaseSteps(pipe: ClickPipe): Steps {
  return [["Setup", durations.pipeSetup], ...pending(pipe)];
}

function pending(pipe: ClickPipe): Steps {
  return pipe.snapshotDone ? [] : snapshot;
}

function run(world: World, pipe: ClickPipe, through: Steps, reached?: (state: PipeState) => void) {
  pass<PipeState>(world, pipe, {
    through,
    to: goal(world, { success: ends(pipe) ? "Completed" : "Running", failure: "Failed" }),
    reached: (state) => {
      if (state === "Running" || state === "Completed") pipe.snapshotDone = true;
      reached?.(state);
    },
  });
}

/** Whether a pipe is done once it has read what is there. */
function ends({ kind, source }: ClickPipe): boolean {
  if (kind === "objectStorage") return source.isContinuous !== true;
  return isDatabase(kind) && (source.settings as Json).replicationMode === "snapshot";
}
