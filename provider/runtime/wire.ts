import { AsyncLocalStorage } from "node:async_hooks";
import type { Difference } from "./compare.ts";
import { pluginRequire } from "./plugin.ts";

/**
 * What the engine sends with a request but Pulumi's dynamic-provider plugin does not pass on. It is read from the
 * messages of the plugin's own protocol stubs. This is the one place that touches the internals of `@pulumi/pulumi`;
 * where it finds nothing, everything works, less precisely: no URN in warnings, no `customTimeouts`, longer diffs.
 */
export interface Wire {
  readonly urn?: string;
  /** `customTimeouts` of the running operation. */
  readonly timeoutSeconds?: number;
  /** The inputs that the state records. */
  readonly recordedInputs?: Readonly<Record<string, unknown>>;
  /** What the answer to a `diff` says in detail. */
  differences?: readonly (Difference & { readonly replaces: boolean })[];
}

interface Message {
  getUrn?(): string;
  getTimeout?(): number;
  getOldInputs?(): Struct | undefined;
  getInputs?(): Struct | undefined;
}
interface Struct {
  toJavaScript(): Record<string, unknown>;
}
type Method = (this: Message, ...args: unknown[]) => unknown;
type MessageClass = { prototype: Record<string, Method> };

const requests = new AsyncLocalStorage<Wire>();
const cancelled = new AbortController();

/** The request that is being served. */
export function wire(): Wire {
  return requests.getStore() ?? {};
}

/** Aborted when the user presses Ctrl-C. */
export const interrupted: AbortSignal = cancelled.signal;

/** The getters that the plugin calls right before it calls the provider. */
const entrances = {
  CheckRequest: ["getOlds"],
  DiffRequest: ["getOlds", "getId"],
  CreateRequest: ["getProperties"],
  ReadRequest: ["getId"],
  UpdateRequest: ["getOlds", "getId"],
  DeleteRequest: ["getProperties", "getId"],
} as const;

/** Starts to listen, if this process is the plugin. */
export function listen(plugin: string | undefined = process.argv[1]): void {
  const require = pluginRequire(plugin);
  if (!require) return;
  try {
    const messages = require("../../proto/provider_pb.js") as Record<string, MessageClass>;
    for (const [name, getters] of Object.entries(entrances)) {
      for (const getter of getters) enterAt(messages[name], getter);
    }
    answerInDetail(messages);
    listenForCancel(require("google-protobuf/google/protobuf/empty_pb.js"));
  } catch {
    // Another release of the plugin: without the wire the defaults serve.
  }
}

function enterAt(message: MessageClass | undefined, getter: string): void {
  const original = message?.prototype[getter];
  if (!message || !original) return;
  message.prototype[getter] = function (...args) {
    requests.enterWith(contents(this));
    return original.apply(this, args);
  };
}

function contents(message: Message): Wire {
  const urn = message.getUrn?.();
  const timeoutSeconds = message.getTimeout?.();
  const recorded = message.getOldInputs?.() ?? message.getInputs?.();
  const known = { ...(urn ? { urn } : {}), ...(timeoutSeconds ? { timeoutSeconds } : {}) };
  if (!recorded) return known;
  return {
    ...known,
    // All requests have them, few need them.
    get recordedInputs() {
      return recorded.toJavaScript();
    },
  };
}

/** `replaceOnChanges` works, and previews are exact, only if the answer to a diff names each changed property. */
function answerInDetail(messages: Record<string, unknown>): void {
  const answer = (messages as { DiffResponse: { prototype: DiffResponse } }).DiffResponse.prototype;
  const { Kind } = (messages as { PropertyDiff: { Kind: Record<string, number> } }).PropertyDiff;
  const PropertyDiff = messages.PropertyDiff as new () => { setKind(kind: number | undefined): void };
  const original = answer.setChanges;
  answer.setChanges = function (changes) {
    const details = wire().differences;
    if (details && details.length > 0) {
      const map = this.getDetaileddiffMap();
      for (const { path, kind, replaces } of details) {
        const difference = new PropertyDiff();
        difference.setKind(Kind[`${kind}${replaces ? "_replace" : ""}`.toUpperCase()]);
        map.set(path, difference);
      }
      this.setDiffsList([...new Set(details.map(({ path }) => path.split(/[.[]/)[0] ?? path))]);
      this.setHasdetaileddiff(true);
    }
    return original.call(this, changes);
  };
}

interface DiffResponse {
  setChanges(this: DiffResponse, changes: number): unknown;
  getDetaileddiffMap(): Map<string, unknown>;
  setDiffsList(paths: string[]): void;
  setHasdetaileddiff(has: boolean): void;
}

/** Once the provider is loaded, `Cancel` is the only request that carries an empty message. */
function listenForCancel(messages: { Empty: { deserializeBinary(bytes: unknown): unknown } }): void {
  const original = messages.Empty.deserializeBinary;
  messages.Empty.deserializeBinary = (bytes) => {
    cancelled.abort();
    return original(bytes);
  };
}
