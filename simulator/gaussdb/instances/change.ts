import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf, nodesOf } from "../lookup.ts";
import { nodeName } from "../nodes/records.ts";
import { refuse } from "../refusal.ts";
import type { Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { checkName } from "./creation-rules.ts";

/** Changes of the instance itself: 4.3.2, 4.3.7, 4.3.8, 4.3.16, 4.3.20 and 4.3.24. */
export function changeInstanceHandlers(world: World): Handlers {
  return {
    restartInstance: (call) => {
      const { delay = false } = (call.body ?? {}) as { delay?: boolean };
      const instance = instanceOf(world, call);
      requireFree(instance);
      return answerWithJob(world, {
        name: "RebootGaussDBforMySQLInstance",
        instance,
        seconds: durations.restart,
        activity: "REBOOTING",
        delayed: delay,
        finish: () => {
          for (const node of nodesOf(world, instance)) node.need_restart = false;
        },
      });
    },
    updateInstanceName: (call) => {
      const { name, is_modify_node_name: withNodes } = call.body as { name: string; is_modify_node_name?: string };
      const instance = instanceOf(world, call);
      checkName(name);
      const others = [...world.store.instances.values()].filter(({ id }) => id !== instance.id);
      if (others.some((other) => other.name === name && other.project_id === instance.project_id)) {
        refuse("DBS.200022");
      }
      requireFree(instance);
      return answerWithJob(world, {
        name: "RenameGaussDBforMySQLInstance",
        instance,
        seconds: durations.smallChange,
        activity: "MODIFYING",
        finish: () => rename(world, instance, { name, withNodes: withNodes !== "false" }),
      });
    },
    resetDatabasePassword: (call) => {
      const instance = instanceOf(world, call);
      requireFree(instance);
      instance.password_changes += 1;
      instance.updated = world.clock.now();
      return { status: 200 };
    },
    setInstanceSsl: (call) => {
      const { ssl_option } = call.body as { ssl_option: boolean };
      const instance = instanceOf(world, call);
      requireFree(instance);
      return answerWithJob(world, {
        name: "GaussDBforMySQLSwitchSSL",
        instance,
        seconds: durations.smallChange,
        activity: "MODIFYING",
        finish: () => {
          instance.ssl_option = ssl_option;
        },
      });
    },
    setMaintenanceWindow: (call) => {
      const { start_time: start, end_time: end } = call.body as { start_time: string; end_time: string };
      const instance = instanceOf(world, call);
      const hours = (Number(end.slice(0, 2)) - Number(start.slice(0, 2)) + 24) % 24;
      if (hours < 1 || hours > 4) refuse("DBS.05000044", "the window must be one to four hours long");
      requireFree(instance);
      instance.maintenance_window = `${start}-${end}`;
      instance.updated = world.clock.now();
      return { status: 200, body: {} };
    },
    updateInstanceAlias: (call) => {
      const { alias } = call.body as { alias: string };
      const instance = instanceOf(world, call);
      requireFree(instance);
      instance.alias = alias;
      instance.updated = world.clock.now();
      return { status: 200, body: {} };
    },
  };
}

function rename(world: World, instance: Instance, { name, withNodes }: { name: string; withNodes: boolean }) {
  instance.name = name;
  if (!withNodes) return;
  for (const node of nodesOf(world, instance)) node.name = nodeName(instance, node.ordinal);
}
