import type { Patience } from "./dialect.ts";

/** What is known of a call that failed. */
export interface Failure {
  readonly operation: string;
  /** What the cloud said, or what happened on the way, without any secret. */
  readonly summary: string;
  readonly status?: number | undefined;
  /** The vendor's code, for example `DBS.200019`. */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** What the user can do. */
  readonly hint?: string | undefined;
  /** How long the cloud asks to wait. */
  readonly retryAfterMs?: number | undefined;
  /** The change was sent before, and may have been carried out then. */
  readonly inDoubt?: boolean | undefined;
}

/** A call to a cloud failed. The message says what, why and what to do, and holds no secret. */
export class CloudError extends Error implements Failure {
  override readonly name: string = "CloudError";
  readonly operation: string;
  readonly summary: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly hint: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly inDoubt: boolean | undefined;

  constructor(failure: Failure) {
    super(message(failure));
    this.operation = failure.operation;
    this.summary = failure.summary;
    this.status = failure.status;
    this.code = failure.code;
    this.requestId = failure.requestId;
    this.hint = failure.hint;
    this.retryAfterMs = failure.retryAfterMs;
    this.inDoubt = failure.inDoubt;
  }
}

/** No answer arrived. `processed` tells whether the cloud may have done the work all the same. */
export class Unreachable extends CloudError {
  override readonly name = "Unreachable";
  readonly processed: "no" | "maybe";
  readonly patience: Patience;

  constructor(failure: Failure, processed: "no" | "maybe", patience: Patience) {
    super(failure);
    this.processed = processed;
    this.patience = patience;
  }
}

/** A creating call may or may not have been carried out: look for the object before anything else. */
export class AnswerLost extends CloudError {
  override readonly name = "AnswerLost";
}

/** The cloud accepted a change and failed to carry it out. */
export class JobFailed extends CloudError {
  override readonly name = "JobFailed";
}

/** Something that the calls need is not configured. */
export class NotConfigured extends Error {
  override readonly name = "NotConfigured";
}

function message({ operation, summary, status, code, requestId, hint }: Failure): string {
  const facts = [status, code, requestId && `request ${requestId}`].filter(Boolean).join(", ");
  const what = `${operation} failed: ${summary.replace(/[.\s]+$/, "")}${facts && ` (${facts})`}.`;
  return hint ? `${what} ${hint}` : what;
}
