import type { z } from "zod";
import type { Rule } from "../../../runtime/resource.ts";

/** A kind of source. What its schema does not mark as fixed can change in place. */
export interface SourceKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly schema: Schema;
  readonly rules: readonly Rule<{ source?: unknown }>[];
  /** What the service tests together: when one of it changes, all that is set is sent, credentials included. */
  readonly connection: readonly string[];
  /** The properties of a table mapping that name the table at the source. */
  readonly sourceTable?: readonly string[];
}
