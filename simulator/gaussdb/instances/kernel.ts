import { requireFree } from "../busy.ts";
import { engine } from "../catalogue.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf, nodesOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { Handlers, World } from "../world.ts";

/** 4.3.15: an upgrade always goes to the latest kernel, and restarts the nodes. */
export function kernelHandlers(world: World): Handlers {
  return {
    upgradeInstanceKernelVersion: (call) => {
      const { delay = false } = (call.body ?? {}) as { delay?: boolean };
      const instance = instanceOf(world, call);
      if (instance.kernel_version === engine.latest_kernel_version) refuse("DBS.05000008");
      requireFree(instance);
      return answerWithJob(world, {
        name: "UpgradeGaussDBforMySQLDatabaseVersion",
        instance,
        seconds: durations.upgradeKernel,
        activity: "REBOOTING",
        delayed: delay,
        finish: () => {
          instance.kernel_version = engine.latest_kernel_version;
          for (const node of nodesOf(world, instance)) node.need_restart = false;
        },
      });
    },
  };
}
