import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";

/** 4.3.25 and 4.3.26: the first name begins with the instance's id; later only that prefix changes. */
export function domainNameHandlers(world: World): Handlers {
  const rename = (instance: Instance, name: string, prefix: string) => {
    requireFree(instance);
    return answerWithJob(world, {
      name,
      instance,
      seconds: durations.smallChange,
      activity: "MODIFYING",
      finish: () => {
        instance.private_dns_name = nameOf(instance, prefix);
      },
    });
  };
  return {
    createInstanceDns: (call) => {
      const instance = instanceOf(world, call);
      if (instance.private_dns_name !== "") refuse("DBS.05000021");
      return rename(instance, "GaussDBforMySQLCreateInstanceDns", instance.id);
    },
    updateInstanceDns: (call) => {
      const { dns_name: prefix } = call.body as { dns_name: string };
      const instance = instanceOf(world, call);
      if (instance.private_dns_name === "") refuse("DBS.05000091", "the instance has no domain name yet");
      const wanted = nameOf(instance, prefix);
      const others = [...world.store.instances.values()].filter(({ id }) => id !== instance.id);
      if (others.some(({ private_dns_name }) => private_dns_name === wanted)) refuse("DBS.05000021");
      return rename(instance, "GaussDBforMySQLModifyInstanceDns", prefix);
    },
  };
}

function nameOf({ region }: Instance, prefix: string) {
  return `${prefix}.internal.${region}.taurusdb.myhuaweicloud.com`;
}
