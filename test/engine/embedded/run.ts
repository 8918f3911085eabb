import type { Op } from "../engine.ts";
import type { EngineEvent } from "../events.ts";
import type { Hooks } from "./hooks.ts";
import type { Providers } from "./providers.ts";
import type { Snapshot } from "./snapshot.ts";

/** What all parts of one operation share. */
export interface Run {
  readonly project: string;
  readonly stack: string;
  readonly dryRun: boolean;
  /** Steps that run at a time. */
  readonly parallel: number;
  /** URNs that the operation is limited to; all where there are none. */
  readonly targets: ReadonlySet<string> | undefined;
  /** URNs to replace in any case. */
  readonly replaces: ReadonlySet<string>;
  /** Whether refreshes are what the operation is for. */
  readonly isRefresh: boolean;
  readonly snapshot: Snapshot;
  readonly providers: Providers;
  readonly hooks: Hooks;
  /** Number of resources by operation, so far. */
  readonly changes: Partial<Record<Op, number>>;
  emit(event: EngineEvent): void;
}

export function report(run: Run, severity: "info" | "warning" | "error", message: string, urn?: string): void {
  run.emit({ diagnosticEvent: { severity, message, ...(urn ? { urn } : {}) } });
}

/** The operation ends here, and the user has been told why. */
export class Bail extends Error {}
