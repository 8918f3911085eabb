import type { SimulatorAdmin } from "../../simulator/index.ts";
import type { Properties } from "../engine/embedded/property-values.ts";
import type { Made, Program } from "./stack.ts";

/** A kind of resource, and what the fault matrix must know to take one through its life. */
export interface Subject {
  /** For example `gaussdb:Instance`. */
  readonly token: string;
  /** What it needs. */
  readonly needs: Program;
  /** What is created in the same update, and deleted in the same. */
  readonly siblings?: Program;
  /** Whether the provider logs in with a password to get a token, instead of signing with a key. */
  readonly logsIn?: true;
  /** Its arguments, from what it needs. */
  args(made: Readonly<Record<string, Made>>): Properties;
  /** Updates, by name: other arguments, together all that can change in place. */
  readonly updates: Readonly<Record<string, (made: Readonly<Record<string, Made>>) => Properties>>;
  /** Changes that replace it, by name: together all that cannot change in place. */
  readonly replacements?: Readonly<Record<string, (made: Readonly<Record<string, Made>>) => Properties>>;
  /** What somebody changes at it by hand, and the inputs that then differ. */
  readonly drift?: { readonly inputs: readonly string[]; byHand(admin: SimulatorAdmin, id: string): void };
  /** Where its objects are in the simulated clouds, if it has any of its own. */
  readonly objects?: readonly [cloud: "clickhouse" | "huawei", kind: string];
  /** The operation that creates it, and the states in which what it makes can end up instead of the good one. */
  readonly creation: { readonly operation: string; readonly states: readonly string[] };
}

/** The resource under test, in all programs. */
export const subjectName = "subject";

/** The program with everything that the subject needs, and with the subject and its siblings if it has arguments. */
export function programOf(
  { token, needs, siblings = [] }: Subject,
  args?: (made: Readonly<Record<string, Made>>) => Properties,
): Program {
  return args ? [...needs, { token, name: subjectName, args }, ...siblings] : needs;
}

/** The subject's arguments with some changed; `undefined` leaves one out. */
export function argsWith({ args }: Subject, changes: Subject["args"]): Subject["args"] {
  return (made) => {
    const all = Object.entries({ ...args(made), ...changes(made) });
    return Object.fromEntries(all.filter(([, value]) => value !== undefined));
  };
}

/** Removes the subject's object as if somebody had done it by hand. */
export function removeByHand({ objects }: Subject, admin: SimulatorAdmin, id: string): void {
  if (!objects) return;
  const ownId = id.slice(id.lastIndexOf("/") + 1);
  try {
    admin.remove(...objects, ownId);
  } catch (error) {
    // It may be gone already.
    if (!(error instanceof RangeError)) throw error;
  }
}
