import { requireFree, requireNoOpenOrder } from "../busy.ts";
import { flavors } from "../catalogue.ts";
import { durations } from "../durations.ts";
import { startJob } from "../jobs.ts";
import { instanceOf, nodesOf } from "../lookup.ts";
import { placeOrder } from "../orders.ts";
import { refuse } from "../refusal.ts";
import type { Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";

/** 4.3.6 and 4.3.9. */
export function instanceSizeHandlers(world: World): Handlers {
  return {
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
  };
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
