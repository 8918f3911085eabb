import { json } from "./json.ts";
import { type State, unfinished } from "./state.ts";

/** A failure without a stack: Pulumi prints whatever stands there, below the message. */
export class Refusal extends Error {
  override readonly name = "";
  override readonly stack = "";
}

/**
 * Tells Pulumi that the object exists though its creation or change did not finish. The resource is kept with this
 * state, the user sees the reasons, and the next `pulumi up` calls `update`.
 */
export class Unfinished extends Error {
  override readonly name = "";
  override readonly stack = "";
  readonly id: string;
  /** Becomes the whole state, so it is the whole state. */
  readonly properties: State;
  readonly reasons: readonly string[];

  constructor(id: string, state: State, step: "creation" | "change", reason: string) {
    super(reason);
    this.id = id;
    this.properties = json({ ...state, [unfinished]: step });
    this.reasons = [reason];
  }
}

/** An error's message, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
