import type { CloudError } from "./errors.ts";
import type { Incoming } from "./exchange.ts";
import type { RateLimit } from "./rate-budget.ts";

/** How often it is worth trying again. */
export type Patience = "always" | "a few times" | "never";

/** How a cloud speaks HTTP. */
export interface Dialect {
  /** The vendor's rate limit, where it is known. */
  readonly limit?: RateLimit;
  /** Where the paths begin. */
  base(): Promise<URL>;
  /** Values of path parameters that belong to the account, for example `project_id`. */
  constants(): Promise<Readonly<Record<string, string>>>;
  /** All headers of a request, authentication included. */
  headers(request: { method: string; url: URL; body?: string }): Promise<Record<string, string>>;
  /** Renews what authenticated the refused request with these headers, if that may help. */
  renew(error: CloudError, headers: Readonly<Record<string, string>>): boolean;
  /** Whether a successful answer is the API's: what only looks like JSON must never count as an empty result. */
  isAnswer(body: object): boolean;
  /** The result in a successful answer. */
  result(body: unknown): unknown;
  /** What the body of a refusal says; `undefined` is a body that is not JSON. */
  refusal(body: unknown): { summary?: string | undefined; code?: string | undefined };
  /** The id under which the cloud knows the request. */
  requestId(answer: Incoming): string | undefined;
  /** How often a refused call is worth repeating because the cloud is busy: it has done nothing then. */
  busy(error: CloudError): Patience;
  /** Whether the refusal means that the object does not exist. */
  gone(error: CloudError): boolean;
  /** What the user can do about a refusal. */
  hint(failure: { status: number; code: string | undefined }): string | undefined;
}
