import type { Answer, Handler } from "../cloud.ts";
import { VendorRefusal } from "./refusal.ts";
import type { Handlers, World } from "./world.ts";

/** Handlers that answer what they refuse instead of throwing it, and whose answers have a request id. */
export function answering(world: World, handlers: Handlers): Handlers {
  const entries = Object.entries(handlers);
  return Object.fromEntries(entries.map(([operationId, handler]) => [operationId, guarded(world, handler)]));
}

/** Every answer of the gateway carries the id that the vendor's support asks for. */
export function withRequestId(world: World, answer: Answer): Answer {
  return { ...answer, headers: { "x-request-id": world.newId(""), ...answer.headers } };
}

function guarded(world: World, handler: Handler): Handler {
  return (call) => {
    try {
      return withRequestId(world, handler(call));
    } catch (error) {
      if (error instanceof VendorRefusal) return withRequestId(world, error.answer);
      throw error;
    }
  };
}
