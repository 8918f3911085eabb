import type { Handler } from "../cloud.ts";
import { VendorRefusal } from "./refusal.ts";
import type { Handlers } from "./world.ts";

/** Handlers that answer what they refuse instead of throwing it. */
export function answeringRefusals(handlers: Handlers): Handlers {
  return Object.fromEntries(Object.entries(handlers).map(([operationId, handler]) => [operationId, guarded(handler)]));
}

function guarded(handler: Handler): Handler {
  return (call) => {
    try {
      return handler(call);
    } catch (error) {
      if (error instanceof VendorRefusal) return error.answer;
      throw error;
    }
  };
}
