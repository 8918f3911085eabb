import type { Op, Severity } from "./engine.ts";

/** What happened in an operation, in the form of the CLI's event log. */
export interface EngineEvent {
  readonly diagnosticEvent?: DiagnosticEvent;
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly summaryEvent?: SummaryEvent;
}

export interface DiagnosticEvent {
  readonly urn?: string;
  readonly message: string;
  readonly severity: Severity;
  readonly ephemeral?: boolean;
}

export interface StepMetadata {
  readonly op: Op;
  readonly urn: string;
  readonly type: string;
  readonly old?: StepState;
  readonly new?: StepState;
  /** Keys that ask for the replacement. */
  readonly keys?: readonly string[];
  /** Keys that the provider says have changed. */
  readonly diffs?: readonly string[];
  /** The changes by property path, where the provider told them. */
  readonly detailedDiff?: Readonly<Record<string, { readonly diffKind: string; readonly inputDiff: boolean }>>;
}

/** A resource before or after a step; secrets are hidden. */
export interface StepState {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface SummaryEvent {
  readonly durationSeconds: number;
  readonly resourceChanges: Readonly<Partial<Record<Op, number>>>;
}
