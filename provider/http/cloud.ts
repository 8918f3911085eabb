import type { Args, Result } from "./api.ts";
import type { Arguments, Call } from "./call.ts";
import type { Dialect } from "./dialect.ts";
import { CloudError } from "./errors.ts";
import type { Operation } from "./operation.ts";
import type { OperationTable } from "./operation-table.ts";
import { type Wait, waitFor } from "./waiting.ts";

/** A cloud's operations by operationId, for the running Pulumi operation: its time limit, progress and retries. */
export interface Cloud<Api> {
  /** A read. `undefined`: the answer means that the object is gone. */
  get<K extends keyof Api & string>(operation: K, args: Args<Api[K]>): Promise<Result<Api[K]> | undefined>;
  /** A change: repeats while the cloud is busy, and returns when it is accepted. What is gone need not be deleted. */
  begin<K extends keyof Api & string>(operation: K, args: Args<Api[K]>): Promise<Result<Api[K]>>;
  /** A change that returns when it is finished. A deletion of something that is gone is finished. */
  change<K extends keyof Api & string>(operation: K, args: Args<Api[K]>): Promise<Result<Api[K]> | undefined>;
  /** Looks again and again until it is over, and shows the user what is awaited. */
  wait<T>(wait: Wait<T>): Promise<T>;
  /** Shown at the resource as a warning. */
  warn(text: string): void;
}

/** How an account's calls are made. */
export interface Calls<Api> {
  readonly call: Call;
  readonly dialect: Dialect;
  readonly operations: OperationTable<Api>;
}

/** The operations of a cloud for one Pulumi operation; `finished` waits for what a change has started. */
export function cloud<Api>(
  { call, dialect, operations }: Calls<Api>,
  running: Operation,
  finished: (answer: unknown, operation: string) => Promise<void>,
): Cloud<Api> {
  const perform = (operation: string, args: unknown) => call(operation, args as Arguments, running);
  const goneAsUndefined = (error: unknown): undefined => {
    if (error instanceof CloudError && dialect.gone(error)) return undefined;
    throw error;
  };
  const accepted = (operation: keyof Api & string, args: unknown) =>
    perform(operation, args).catch(operations[operation].method === "DELETE" ? goneAsUndefined : rethrow);
  return {
    get: async (operation, args) => (await perform(operation, args).catch(goneAsUndefined)) as never,
    begin: async (operation, args) => (await accepted(operation, args)) as never,
    async change(operation, args) {
      const answer = await accepted(operation, args);
      if (answer !== undefined) await finished(answer, operation);
      return answer as never;
    },
    wait: (wait) => waitFor(wait, running),
    warn: (text) => running.warn(text),
  };
}

function rethrow(error: unknown): never {
  throw error;
}
