import type { CloudError } from "./errors.ts";
import type { Incoming } from "./exchange.ts";

/** How a cloud speaks HTTP. */
export interface Dialect {
  /** Where the paths begin. */
  base(): Promise<URL>;
  /** Values of path parameters that belong to the account, for example `project_id`. */
  constants(): Promise<Readonly<Record<string, string>>>;
  /** All headers of a request, authentication included. */
  headers(request: { method: string; url: URL; body?: string }): Promise<Record<string, string>>;
  /** Renews what authenticates the requests, if that may help against this refusal. */
  renew(error: CloudError): boolean;
  /** The result in a successful answer. */
  result(body: unknown): unknown;
  /** What the body of a refusal says. */
  refusal(body: unknown, answer: Incoming): { summary?: string; code?: string; requestId?: string };
  /** How often a refused call is worth repeating because the cloud is busy. */
  busy(error: CloudError): "always" | "a few times" | "never";
  /** Whether the refusal means that the object does not exist. */
  gone(error: CloudError): boolean;
  /** What the user can do about a refusal. */
  hint(failure: { status?: number; code?: string }): string | undefined;
}
