import { requireFree, requireNoOpenOrder } from "../busy.ts";
import { flavors } from "../catalogue.ts";
import { durations } from "../durations.ts";
import { answerWithJob, startJob } from "../jobs.ts";
import { instanceOf, nodesOf } from "../lookup.ts";
import { nodeName } from "../nodes.ts";
import { placeOrder } from "../orders.ts";
import { refuse } from "../refusal.ts";
import type { Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { checkName } from "./creation-rules.ts";

/** Changes of the instance itself: 4.3.2, 4.3.6 to 4.3.9, 4.3.16, 4.3.20 and 4.3.24. */
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
    resizeInstanceFlavor: (call) => {
      const body = call.body as { resize_flavor: { spec_code: string }; is_auto_pay?: string };
      const instance = instanceOf(world, call);
      checkFlavorChange(instance, body.resize_flavor.spec_code);
      requireNoOpenOrder(world, instance);
      requireFree(instance);
      const resize = (orderId: string) => startResize(world, instance, body.resize_flavor.spec_code, orderId);
      if (instance.charge_info.charge_mode === "postPaid") return { status: 200, body: { job_id: resize("").id } };
      const order = placeOrder(world, instance, { isAutoPay: body.is_auto_pay, carryOut: resize });
      return { status: 200, body: { order_id: order.id } };
    },
    extendInstanceVolume: (call) => {
      const body = call.body as { size: number; is_auto_pay?: string };
      const instance = instanceOf(world, call);
      if (instance.charge_info.charge_mode === "postPaid") {
        refuse("DBS.05000091", "the volume of a pay-per-use instance grows by itself");
      }
      if (body.size === instance.volume_size) refuse("DBS.200306");
      if (body.size > instance.volume_size && body.size < 20) refuse("DBS.280242");
      requireNoOpenOrder(world, instance);
      requireFree(instance);
      const extend = (orderId: string) => startExtension(world, instance, body.size, orderId);
      const order = placeOrder(world, instance, { isAutoPay: body.is_auto_pay, carryOut: extend });
      return { status: 201, body: { size: body.size, order_id: order.id } };
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

function checkFlavorChange(instance: Instance, specCode: string) {
  const target = flavors.find(({ spec_code }) => spec_code === specCode) ?? refuse("DBS.200054");
  const current = flavors.find(({ spec_code }) => spec_code === instance.flavor_ref);
  if (target.spec_code === instance.flavor_ref) refuse("DBS.05000091", "the instance has this flavor already");
  if (target.type === "generalX86" && current?.type !== "generalX86") refuse("DBS.05000014");
}

function startResize(world: World, instance: Instance, specCode: string, orderId: string) {
  return startJob(world, {
    name: "ResizeGaussDBforMySQLFlavor",
    instance,
    seconds: durations.resizeFlavor,
    activity: "MODIFYING",
    orderId,
    finish: () => {
      instance.flavor_ref = specCode;
      for (const node of nodesOf(world, instance)) node.flavor_ref = specCode;
    },
  });
}

function startExtension(world: World, instance: Instance, size: number, orderId: string) {
  return startJob(world, {
    name: "EnlargeGaussDBforMySQLVolume",
    instance,
    seconds: durations.extendVolume,
    activity: "MODIFYING",
    orderId,
    finish: () => {
      instance.volume_size = size;
    },
  });
}
