import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf } from "../lookup.ts";
import type { Handlers, World } from "../world.ts";

/** 4.3.12 and 4.3.13. */
export function monitoringHandlers(world: World): Handlers {
  return {
    setInstanceMonitorPolicy: (call) => {
      const { monitor_switch, period = 5 } = call.body as { monitor_switch: boolean; period?: number };
      const instance = instanceOf(world, call);
      requireFree(instance);
      return answerWithJob(world, {
        name: "GaussDBforMySQLModifyInstanceMetricExtend",
        instance,
        seconds: durations.smallChange,
        activity: "MODIFYING",
        finish: () => {
          instance.monitoring_period = monitor_switch ? period : null;
        },
      });
    },
    getInstanceMonitorPolicy: (call) => {
      const { monitoring_period: period } = instanceOf(world, call);
      // The vendor's example has the period as a text.
      const body = period === null ? { monitor_switch: false } : { monitor_switch: true, period: String(period) };
      return { status: 200, body };
    },
  };
}
