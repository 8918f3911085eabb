import type { Properties } from "../../../engine/embedded/property-values.ts";
import type { Declaration } from "../../../faults/stack.ts";
import { instanceArgs } from "../../../faults/subjects/orders.ts";
import type { Story } from "../story.ts";

/** An instance with as little as a program must say. */
export function instance(args: Properties = {}, name = "orders"): Declaration {
  return { token: "gaussdb:Instance", name, after: [], args: () => ({ ...instanceArgs, ...args }) };
}

/** Something that belongs to the instance. */
export function ofInstance(token: string, name: string, args: Properties = {}): Declaration {
  const all: Declaration["args"] = ({ orders }) => ({ instanceId: orders?.id, ...args });
  return { token: `gaussdb:${token}`, name, after: ["orders"], args: all };
}

export const replica = (name: string, args: Properties = {}) => ofInstance("ReadReplica", name, args);

export const proxy = (args: Properties = {}, name = "proxy") =>
  ofInstance("Proxy", name, { flavorRef: "gaussdb.proxy.large.x86.2", nodeNum: 2, ...args });

/** What a yearly/monthly instance says of its billing. */
export const prePaid = { chargeMode: "prePaid", periodType: "month", periodNum: 1, isAutoPay: true };

/** A while after its creation an instance has made its first backup, and takes changes at once. */
export function firstBackupMade({ world }: Story): void {
  world.clouds.admin.advance(600);
}
