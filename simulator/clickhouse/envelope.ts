import type { Answer } from "../cloud.ts";
import type { World } from "./world.ts";

/** The code words with which the text of an error begins, and the status that belongs to each. */
const statuses = {
  BAD_REQUEST: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  FAILED_DEPENDENCY: 424,
} as const;

/** What a handler throws to refuse a request. */
export class VendorRefusal extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/** Refuses the request that is being handled. */
export function refuse(code: keyof typeof statuses, text: string): never {
  throw new VendorRefusal(statuses[code], `${code}: ${text}`);
}

/** Lets the request that is being handled end as a fault of the server. */
export function breakDown(): never {
  throw new VendorRefusal(500, "Internal error");
}

/** A success; a deletion has no result. */
export function success(world: World, result?: unknown): Answer {
  return { status: 200, body: { status: 200, requestId: world.ids.uuid(), ...(result !== undefined && { result }) } };
}

/** An error in the vendor's form. */
export function failure(world: World, status: number, error: string): Answer {
  return { status, body: { status, error, requestId: world.ids.uuid() } };
}
