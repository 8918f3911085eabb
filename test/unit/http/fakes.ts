import type { Dialect } from "../../../provider/http/dialect.ts";
import { beginning, type Operation } from "../../../provider/http/operation.ts";

/** A cloud that says `{code, text}` when it refuses. */
export function plainDialect(changes: Partial<Dialect> = {}): Dialect {
  return {
    base: async () => new URL("https://cloud.example.com/base/"),
    constants: async () => ({ account: "acme" }),
    headers: async () => ({ authorization: "Basic a2V5OnNlY3JldA==" }),
    renew: () => false,
    isAnswer: () => true,
    result: (body) => body,
    refusal(body) {
      const { code, text } = (body ?? {}) as { code?: string; text?: string };
      return { code, summary: text };
    },
    requestId: ({ headers }) => headers["x-request-id"]?.toString(),
    busy: ({ code }) => (code === "BUSY" ? "always" : code === "PERHAPS" ? "a few times" : "never"),
    gone: ({ code }) => code === "GONE",
    hint: ({ code }) => (code === "QUOTA" ? "Delete one." : undefined),
    ...changes,
  };
}

export const operations = {
  getThing: { method: "GET", path: "/v1/{account}/things/{id}", repeatable: true },
  listThings: { method: "GET", path: "/v1/{account}/things", repeatable: true },
  createThing: { method: "POST", path: "/v1/{account}/things", repeatable: false },
  updateThing: { method: "PUT", path: "/v1/{account}/things/{id}", repeatable: true },
  removeThing: { method: "DELETE", path: "/v1/{account}/things/{id}", repeatable: true },
} as const;

/** A Pulumi operation that can be interrupted, and what it told the user. */
export function newOperation() {
  const controller = new AbortController();
  const told: string[] = [];
  const operation: Operation = {
    ...beginning(),
    signal: controller.signal,
    progress: (text) => told.push(text),
    warn: (text) => told.push(text),
  };
  return { operation, told, interrupt: (reason = new Error("interrupted")) => controller.abort(reason) };
}
