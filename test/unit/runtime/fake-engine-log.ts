import type { EngineLog } from "../../../provider/runtime/engine-log.ts";

/** What was said to the engine since the last look. */
const messages: { readonly kind: "status" | "warning"; readonly text: string; readonly urn: string | undefined }[] = [];

export function said(kind: "status" | "warning", urn?: string): string[] {
  return messages
    .filter((message) => message.kind === kind && (urn === undefined || message.urn === urn))
    .map(({ text }) => text);
}

export function forgetSaid(): void {
  messages.splice(0);
}

let alive = new AbortController();

export function killEngine(): void {
  alive.abort(new Error("Pulumi's engine is gone"));
}

export function restartEngine(): void {
  alive = new AbortController();
}

export function engineLog(): EngineLog {
  return {
    status: (text, urn) => messages.push({ kind: "status", text, urn }),
    warn: (text, urn) => messages.push({ kind: "warning", text, urn }),
    delivered: async () => {},
    get gone() {
      return alive.signal;
    },
  };
}
