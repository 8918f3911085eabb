import type { Instance, Order } from "./store.ts";
import type { World } from "./world.ts";

/** What an order does once it is paid, by the order. Not part of the store: it is code. */
const effects = new WeakMap<Order, () => void>();

/** Places an order of a yearly/monthly instance; unpaid, it waits until somebody pays. */
export function placeOrder(
  world: World,
  instance: Instance,
  options: { isAutoPay: string | undefined; carryOut: (orderId: string) => void },
): Order {
  const digits = world.newUuid().replaceAll("-", "").slice(0, 15).toUpperCase();
  const order: Order = { id: `CS${digits}`, instance_id: instance.id, status: "unpaid" };
  world.store.orders.set(order.id, order);
  effects.set(order, () => options.carryOut(order.id));
  if (options.isAutoPay !== "false") payOrder(order);
  return order;
}

/** Pays an order, which carries it out. */
export function payOrder(order: Order): void {
  if (order.status !== "unpaid") return;
  order.status = "paid";
  effects.get(order)?.();
}
