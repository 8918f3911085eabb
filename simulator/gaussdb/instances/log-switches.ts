import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf } from "../lookup.ts";
import type { Handlers, World } from "../world.ts";

type OnOff = "ON" | "OFF";

/** Full SQL collection, masking of the slow log and the switch of SQL throttling: 4.8.1, 4.8.2, 4.8.9, 4.8.10, 4.12.1 and 4.12.2. */
export function logSwitchHandlers(world: World): Handlers {
  return {
    switchFullSql: (call) => {
      const { switch_status } = call.body as { switch_status: OnOff };
      const instance = instanceOf(world, call);
      requireFree(instance);
      instance.full_sql = switch_status === "ON";
      instance.updated = world.clock.now();
      return { status: 200, body: { result: "success" } };
    },
    getFullSqlSwitchStatus: (call) => {
      const { full_sql } = instanceOf(world, call);
      return { status: 200, body: { switch_status: full_sql ? "ON" : "OFF" } };
    },
    switchSlowLogMasking: (call) => {
      const body = call.body as { open_slow_log_switch?: boolean; open_slow_logging_switch?: boolean };
      const instance = instanceOf(world, call);
      requireFree(instance);
      instance.slow_log_masking = body.open_slow_log_switch ?? body.open_slow_logging_switch === true;
      instance.updated = world.clock.now();
      return { status: 200 };
    },
    getSlowLogMaskingStatus: (call) => {
      const { slow_log_masking } = instanceOf(world, call);
      // The live service answers a text where the document has a boolean.
      return { status: 200, body: { open_slow_log_switch: String(slow_log_masking) } };
    },
    switchSqlThrottling: (call) => {
      const { switch_status } = call.body as { switch_status: OnOff };
      const instance = instanceOf(world, call);
      requireFree(instance, { busy: "DBS.200047" });
      return answerWithJob(world, {
        name: "SwitchGaussDBforMySQLSqlFilter",
        instance,
        seconds: durations.smallChange,
        activity: "MODIFYING",
        finish: () => {
          instance.sql_throttling = switch_status === "ON";
        },
      });
    },
    getSqlThrottlingSwitchStatus: (call) => {
      const { sql_throttling } = instanceOf(world, call);
      return { status: 200, body: { switch_status: sql_throttling ? "ON" : "OFF" } };
    },
  };
}
