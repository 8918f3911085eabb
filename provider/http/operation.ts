/** The running Pulumi operation on one resource, as the calls that are made for it see it. */
export interface Operation {
  /** Aborted at Ctrl-C and at the time limit; the reason is the error to throw. */
  readonly signal: AbortSignal;
  /** Shown in the status column while the operation runs. */
  progress(text: string): void;
  /** Shown at the resource, and kept. */
  warn(text: string): void;
}
