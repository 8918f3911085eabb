import type { Call } from "../../cloud.ts";
import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf, proxyOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { DatabaseProxy, Instance } from "../store.ts";
import type { World } from "../world.ts";

/** The instance and the proxy in the path of a request. */
export function targetOf(world: World, call: Call): { instance: Instance; proxy: DatabaseProxy } {
  const instance = instanceOf(world, call);
  return { instance, proxy: proxyOf(world, instance, call.path.proxy_id ?? "") };
}

/** A change of a proxy that goes on as a job. */
export interface ProxyChange {
  readonly name: string;
  readonly seconds?: number;
  readonly status?: string;
  readonly patch?: Partial<DatabaseProxy>;
  finish?(): void;
}

/** Begins a change of an active proxy of a free instance; a failure leaves the proxy as it was. */
export function changed(world: World, instance: Instance, proxy: DatabaseProxy, change: ProxyChange) {
  requireFree(instance);
  if (proxy.status !== "ACTIVE") refuse("DBS.280406");
  proxy.status = change.status ?? proxy.status;
  return answerWithJob(world, {
    name: change.name,
    instance,
    seconds: change.seconds ?? durations.smallChange,
    activity: "MODIFYING",
    finish: () => {
      Object.assign(proxy, change.patch, { status: "ACTIVE", updated: world.clock.now() });
      change.finish?.();
    },
    fail: () => {
      proxy.status = "ACTIVE";
    },
  });
}
