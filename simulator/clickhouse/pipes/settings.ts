import { refuse, success } from "../envelope.ts";
import { pipeOf, runningServiceOf, serviceOf } from "../lookup.ts";
import type { Json, SourceKind } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { withoutNulls } from "./defaults.ts";
import { isDatabase } from "./kinds.ts";

export function settingsHandlers(world: World): Handlers {
  return {
    getClickPipeSettings: (call) => success(world, pipeOf(world, serviceOf(world, call), call).settings),
    // Settings that are left out keep their value in spite of PUT.
    updateClickPipeSettings: (call) => {
      const pipe = pipeOf(world, runningServiceOf(world, call), call);
      requireFittingSettings(pipe.kind, call.body as Json);
      pipe.settings = withoutNulls({ ...pipe.settings, ...(call.body as Json) });
      pipe.updatedAt = world.clock.now();
      return success(world, pipe.settings);
    },
  };
}

/** Requires settings that mean something for a kind of source. */
export function requireFittingSettings(kind: SourceKind, settings: Json): void {
  const isStreaming = !isDatabase(kind) && kind !== "objectStorage";
  const wrong = Object.keys(settings).find(
    (name) =>
      (name.startsWith("object_storage_") && kind !== "objectStorage") ||
      (name.startsWith("streaming_") && !isStreaming),
  );
  if (wrong !== undefined) refuse("BAD_REQUEST", `The setting ${wrong} is not available for ${kind} ClickPipes`);
}
