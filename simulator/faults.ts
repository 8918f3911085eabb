import { z } from "zod";
import type { CloudFault } from "./cloud.ts";

const when = z.enum(["before", "after"]).default("before");

const connectionFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("reset"), when }),
  z.strictObject({ kind: z.literal("hang"), ms: z.number().nonnegative(), when }),
  z.strictObject({
    kind: z.literal("answer"),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    when,
  }),
  z.strictObject({ kind: z.literal("truncated") }),
  z.strictObject({ kind: z.literal("wrongShape") }),
]);

const cloudFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("jobFails"), reason: z.string(), made: z.int().nonnegative().default(0) }),
  z.strictObject({ kind: z.literal("jobNeverEnds") }),
  z.strictObject({ kind: z.literal("state"), state: z.string() }),
]);

/** Which requests a fault meets, and how often. */
export const faultOrderSchema = z.strictObject({
  operationId: z.string().optional(),
  /** In upper case. */
  method: z.string().optional(),
  /** A part of the path. */
  path: z.string().optional(),
  /** How many requests it meets. Default 1. */
  times: z.int().positive().default(1),
  /** How many of them it lets pass first. Default 0. */
  skip: z.int().nonnegative().default(0),
  fault: z.union([connectionFault, cloudFault]),
});

/**
 * A fault on order. On the connection: `reset` closes it (`before`: nothing was done; `after`: the cloud did the work,
 * the answer is lost); `hang` keeps silent for `ms` milliseconds, then (`before`) closes it with nothing done or
 * (`after`) answers what was done at once; `answer` sends another answer instead of the work (`before`) or of its answer
 * (`after`); `truncated` sends half of the answer's JSON; `wrongShape` an answer that is no object of the document.
 * In the cloud: `jobFails`, which of several objects can leave the first few `made` all the same, `jobNeverEnds`, and
 * `state`, in which the object that the request makes ends up.
 */
export type FaultOrder = z.input<typeof faultOrderSchema>;
export type ConnectionFault = z.output<typeof connectionFault>;

/** What a fault order is compared with. */
export interface Met {
  readonly operationId: string | undefined;
  readonly method: string;
  readonly path: string;
}

type Order = z.output<typeof faultOrderSchema>;

/** The faults that are on order. */
export interface Faults {
  /** @throws if the order is not valid */
  add(order: FaultOrder): void;
  clear(): void;
  takeConnectionFault(request: Met): ConnectionFault | undefined;
  takeCloudFault(request: Met): CloudFault | undefined;
}

export function newFaults(): Faults {
  let orders: Order[] = [];

  function take(request: Met, isWanted: (order: Order) => boolean): Order["fault"] | undefined {
    for (const order of orders) {
      if (!isWanted(order) || !meets(order, request)) continue;
      if (order.skip > 0) {
        order.skip -= 1;
        continue;
      }
      order.times -= 1;
      orders = orders.filter(({ times }) => times > 0);
      return order.fault;
    }
    return undefined;
  }

  return {
    add(order) {
      orders.push(faultOrderSchema.parse(order));
    },
    clear() {
      orders = [];
    },
    takeConnectionFault: (request) => take(request, ({ fault }) => !isCloudFault(fault)) as ConnectionFault | undefined,
    takeCloudFault: (request) => take(request, ({ fault }) => isCloudFault(fault)) as CloudFault | undefined,
  };
}

function isCloudFault({ kind }: Order["fault"]) {
  return kind === "jobFails" || kind === "jobNeverEnds" || kind === "state";
}

function meets(order: Order, { operationId, method, path }: Met) {
  if (order.operationId !== undefined && order.operationId !== operationId) return false;
  if (order.method !== undefined && order.method !== method) return false;
  return order.path === undefined || path.includes(order.path);
}
