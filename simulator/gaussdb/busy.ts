import type { ErrorCode } from "./error-codes.ts";
import { refuse } from "./refusal.ts";
import type { Instance } from "./store.ts";
import type { World } from "./world.ts";

/** The codes that an operation answers instead of DBS.200019. */
export interface BusyCodes {
  readonly busy?: ErrorCode;
  readonly backingUp?: ErrorCode;
  readonly addingNodes?: ErrorCode;
}

/** Refuses a change of an instance that is busy, faulty, or was never created. */
export function requireFree(instance: Pick<Instance, "status" | "activity">, codes: BusyCodes = {}): void {
  const busy = codes.busy ?? "DBS.200019";
  if (instance.status === "createfail") refuse("DBS.200086");
  if (instance.activity === "BACKING UP") refuse(codes.backingUp ?? busy);
  if (instance.activity === "ADDING NODES") refuse(codes.addingNodes ?? busy);
  if (instance.activity !== "" || instance.status !== "normal") refuse(busy);
}

/** Whether an order of the instance waits to be paid. */
export function hasOpenOrder(world: World, instance: Instance): boolean {
  return [...world.store.orders.values()].some(
    (order) => order.instance_id === instance.id && order.status === "unpaid",
  );
}

/** Refuses an order while another one of the instance waits to be paid. */
export function requireNoOpenOrder(world: World, instance: Instance): void {
  if (hasOpenOrder(world, instance)) refuse("DBS.280505");
}
