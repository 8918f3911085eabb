import { isIPv4 } from "node:net";
import { requireFree } from "../busy.ts";
import { durations } from "../durations.ts";
import { answerWithJob } from "../jobs.ts";
import { instanceOf } from "../lookup.ts";
import { refuse } from "../refusal.ts";
import type { Instance } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { checkSecurityGroup } from "./creation-rules.ts";

/** How an instance is reached: 4.3.17, 4.3.18 and 4.3.21 to 4.3.23. */
export function networkHandlers(world: World): Handlers {
  const change = (instance: Instance, name: string, finish: () => void) => {
    requireFree(instance);
    return answerWithJob(world, { name, instance, seconds: durations.smallChange, activity: "MODIFYING", finish });
  };
  return {
    bindPublicIp: (call) => {
      const { public_ip: address, public_ip_id: id } = call.body as { public_ip: string; public_ip_id: string };
      const instance = instanceOf(world, call);
      if (!isIPv4(address)) refuse("DBS.05000044", "public_ip");
      if (instance.eip) refuse("DBS.05000091", "an elastic IP is bound already");
      const used = [...world.store.instances.values()].some(({ eip }) => eip?.address === address);
      if (used) refuse("DBS.05000044", "public_ip is bound to another instance");
      return change(instance, "GaussDBforMySQLBindEIP", () => {
        instance.eip = { id, address, bound: world.clock.now() };
      });
    },
    unbindPublicIp: (call) => {
      const instance = instanceOf(world, call);
      if (!instance.eip) refuse("DBS.05000091", "no elastic IP is bound");
      return change(instance, "GaussDBforMySQLUnbindEIP", () => {
        instance.eip = null;
      });
    },
    updateInstanceSecurityGroup: (call) => {
      const { security_group_id: id } = call.body as { security_group_id: string };
      const instance = instanceOf(world, call);
      checkSecurityGroup(id);
      return change(instance, "ModifyGaussDBforMySQLSecurityGroup", () => {
        instance.security_group_id = id;
      });
    },
    updateInstanceInternalIp: (call) => {
      const { internal_ip: address } = call.body as { internal_ip: string };
      const instance = instanceOf(world, call);
      if (!isIPv4(address)) refuse("DBS.05000044", "internal_ip");
      const used = [...world.store.instances.values()].some(({ private_write_ip }) => private_write_ip === address);
      if (used) refuse("DBS.05000044", "internal_ip is in use");
      return change(instance, "GaussDBforMySQLModifyInstanceDataVip", () => {
        instance.private_write_ip = address;
      });
    },
    updateInstancePort: (call) => {
      const { port } = call.body as { port: number };
      const instance = instanceOf(world, call);
      return change(instance, "ModifyGaussDBforMySQLPort", () => {
        instance.port = port;
      });
    },
  };
}
