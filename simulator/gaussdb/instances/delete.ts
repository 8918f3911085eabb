import { hasOpenOrder, requireFree } from "../busy.ts";
import { empty } from "../databases/contents.ts";
import { durations } from "../durations.ts";
import { removeHtapInstance } from "../htap/records.ts";
import { startJob } from "../jobs.ts";
import { instanceOf } from "../lookup.ts";
import { recycle } from "../recycle-bin.ts";
import type { Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";

/** 4.3.3. */
export function deleteInstanceHandlers(world: World): Handlers {
  return {
    deleteInstance: (call) => {
      const instance = instanceOf(world, call);
      const failed = instance.status === "createfail" || instance.status === "abnormal";
      if (!failed && !hasOpenOrder(world, instance)) requireFree(instance);
      const job = startJob(world, {
        name: "DeleteGaussDBforMySQLInstance",
        instance,
        seconds: durations.deleteInstance,
        activity: "DELETING",
        finish: () => {
          if (!failed) recycle(world, instance);
          removeInstance(world, instance);
        },
      });
      const prePaid = instance.charge_info.charge_mode === "prePaid";
      return { status: 200, body: { job_id: job.id, ...(prePaid && { order_id: instance.order_id }) } };
    },
  };
}

/** Takes an instance away with its nodes, proxies, analytical instances and automatic backups; manual ones outlive it. */
export function removeInstance(world: World, instance: Instance): void {
  const { instances, nodes, proxies, backups, sqlThrottlingRules, ltsConfigs } = world.store;
  instances.delete(instance.id);
  for (const node of nodes.values()) if (node.instance_id === instance.id) nodes.delete(node.id);
  for (const proxy of proxies.values()) if (proxy.instance_id === instance.id) proxies.delete(proxy.pool_id);
  empty(world, instance);
  for (const settings of [sqlThrottlingRules, ltsConfigs]) {
    for (const [key, { instance_id }] of settings) if (instance_id === instance.id) settings.delete(key);
  }
  for (const htap of world.store.htapInstances.values()) {
    if (htap.instance_id === instance.id) removeHtapInstance(world, htap);
  }
  for (const backup of backups.values()) {
    if (backup.instance_id === instance.id && backup.type === "auto") backups.delete(backup.id);
  }
}
