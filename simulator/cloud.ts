import type { Clock } from "./clock.ts";
import type { Credentials } from "./credentials.ts";
import type { Ids } from "./ids.ts";

/** A request as it came in. */
export interface IncomingRequest {
  /** In upper case. */
  readonly method: string;
  /** Path and query as sent, percent-encoding untouched. */
  readonly target: string;
  /** The path of the target, percent-encoding untouched. */
  readonly path: string;
  /** Decoded; a name that was sent several times has an array. */
  readonly query: Query;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

export type Query = Readonly<Record<string, string | string[]>>;

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is, with the content type of `headers` or HTML. */
  readonly body?: unknown;
}

/** Why a request is not let in. */
export type Refusal = Answer;

/** A rule of the OpenAPI document that a request breaks. The message never holds the value. */
export interface ValidationProblem {
  /** Where, for example `requestBody/ipAccessList/0/source`. */
  readonly path: string;
  readonly message: string;
  /** Keyword of JSON Schema, for example `required`. */
  readonly rule: string;
}

/** A request that the document allows. */
export interface Call {
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  /** The parsed JSON body; `undefined` without one. */
  readonly body: unknown;
  readonly request: IncomingRequest;
}

/** Carries out an operation, at once and on the cloud's own store and clock. */
export type Handler = (call: Call) => Answer;

/** A fault inside a cloud, as opposed to one of the connection. */
export type CloudFault =
  | { readonly kind: "jobFails"; readonly reason: string; readonly made: number }
  | { readonly kind: "jobNeverEnds" }
  | { readonly kind: "state"; readonly state: string };

/** What the core gives to a cloud. */
export interface CloudContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly credentials: Credentials;
  /** Whether ClickHouse Cloud's rate limit holds. */
  readonly rateLimit: boolean;
  /** The fault ordered for the job or object that the current request makes; it is taken only once. */
  takeFault(): CloudFault | undefined;
}

/** What a cloud implements. */
export interface CloudSimulation {
  readonly name: "clickhouse" | "huawei";
  /** File of the OpenAPI document. */
  readonly document: string;
  /** Paths of fields in which the live API's answers are known to differ from its document. */
  readonly knownDifferences?: readonly RegExp[];
  /** Rules of the document that the live API does not keep, as `operationId path rule` of the requests that break them. */
  readonly lenient?: readonly RegExp[];
  /** Sent with every answer to a path of the document. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By operationId; an operation of the document without one answers 501. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** `undefined` lets the request in. */
  authenticate(request: IncomingRequest): Refusal | undefined;
  /** The vendor's answer to a request that the document does not allow. */
  invalid(problems: readonly ValidationProblem[]): Answer;
  /** Answers paths that are not in the document and need no authentication; `undefined` for all others. */
  outside?(request: IncomingRequest): Answer | undefined;
  /** All objects by kind, as copies. */
  objects(): Record<string, object[]>;
  /** Changes an object behind the client's back. @throws RangeError if it is not there */
  change(kind: string, id: string, patch: Record<string, unknown>): void;
  /** Removes an object behind the client's back. @throws RangeError if it is not there */
  remove(kind: string, id: string): void;
  reset(): void;
}
