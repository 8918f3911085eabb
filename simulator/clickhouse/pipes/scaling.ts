import { durations } from "../durations.ts";
import { breakDown, refuse, success } from "../envelope.ts";
import { pipeOf, runningServiceOf } from "../lookup.ts";
import type { Json } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { withoutNulls } from "./defaults.ts";
import { pipeView } from "./view.ts";

export function pipeScalingHandlers(world: World): Handlers {
  return {
    updateClickPipeScaling: (call) => {
      const pipe = pipeOf(world, runningServiceOf(world, call), call);
      if (!pipe.scaling) return refuse("BAD_REQUEST", "Scaling is not available for database ClickPipes");
      const change = withoutNulls(call.body as Json);
      if (Object.keys(change).length === 0) breakDown();
      const { concurrency } = change;
      if (concurrency !== undefined && pipe.kind !== "objectStorage") {
        refuse("BAD_REQUEST", "concurrency is available for object storage ClickPipes only");
      }
      Object.assign(pipe.scaling, change);
      pipe.scalingSettles = world.clock.now() + durations.pipeScaling * 1000;
      pipe.updatedAt = world.clock.now();
      return success(world, pipeView(world, pipe));
    },
  };
}
