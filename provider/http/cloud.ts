import type { Args, Result } from "./api.ts";
import type { Arguments, Call } from "./call.ts";
import type { Dialect } from "./dialect.ts";
import { CloudError } from "./errors.ts";
import type { Operation } from "./operation.ts";
import { type Wait, waitFor } from "./waiting.ts";

/** A cloud's operations by operationId, for the running Pulumi operation: its time limit, progress and retries. */
export interface Cloud<Api> {
  /** A read. `undefined`: the answer means that the object is gone. */
  get<K extends keyof Api & string>(operation: K, args: Args<Api[K]>): Promise<Result<Api[K]> | undefined>;
  /** A change: repeats while the cloud is busy, and returns when it is accepted. */
  begin<K extends keyof Api & string>(operation: K, args: Args<Api[K]>): Promise<Result<Api[K]>>;
  /** A change that returns when it is finished. A deletion of something that is gone is finished. */
  change<K extends keyof Api & string>(operation: K, args: Args<Api[K]>): Promise<Result<Api[K]> | undefined>;
  /** Looks again and again until it is over, and shows the user what is awaited. */
  wait<T>(wait: Wait<T>): Promise<T>;
  /** Shown at the resource as a warning. */
  warn(text: string): void;
}

/** The operations of a cloud for one Pulumi operation; `finished` waits for what a change has started. */
export function cloud<Api>(
  call: Call,
  dialect: Dialect,
  running: Operation,
  finished: (answer: unknown, operation: string) => Promise<void>,
): Cloud<Api> {
  const perform = (operation: string, args: unknown) => call(operation, args as Arguments, running);
  const goneAsUndefined = (error: unknown): undefined => {
    if (error instanceof CloudError && dialect.gone(error)) return undefined;
    throw error;
  };
  return {
    get: async (operation, args) => (await perform(operation, args).catch(goneAsUndefined)) as never,
    begin: async (operation, args) => (await perform(operation, args)) as never,
    async change(operation, args) {
      const deletes = /^delete/.test(operation);
      const answer = await perform(operation, args).catch(deletes ? goneAsUndefined : rethrow);
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
