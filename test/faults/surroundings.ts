import fs from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import providerMessages from "@pulumi/pulumi/proto/provider_pb.js";
import * as undici from "undici";
import type { lineTo } from "./line.ts";

/** All that a plugin process finds around it. */
export interface Surroundings {
  readonly file: string;
  /** The message classes of this process, which it may change. */
  readonly messages: Messages;
  readonly globals: Readonly<Record<"setTimeout" | "clearTimeout" | "setInterval" | "clearInterval", unknown>> & {
    readonly AbortSignal: unknown;
    readonly process: unknown;
  };
  require(id: string): unknown;
}

export interface SurroundingsOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly Line: ReturnType<typeof lineTo>;
  readonly pid: number;
  /** Those that live. */
  readonly processes: ReadonlySet<number>;
  isAlive(): boolean;
  onLog(severity: "info" | "warning", text: string, urn: string): void;
}

const file = resolve(import.meta.dirname, "../../provider/index.ts");
const real = createRequire(file);
const plugin = real.resolve("@pulumi/pulumi/cmd/dynamic-provider");

export function surroundings(options: SurroundingsOptions): Surroundings {
  const { Line, environment, isAlive } = options;
  const messages = ownMessages();
  const timers = timersOf(isAlive);
  const pluginModules: Readonly<Record<string, unknown>> = {
    "../../proto/provider_pb.js": messages,
    "google-protobuf/google/protobuf/empty_pb.js": { Empty: { deserializeBinary: () => undefined } },
    "@grpc/grpc-js": grpcTo(options),
  };
  const createOwnRequire = (from: string) =>
    from === plugin ? (id: string) => pluginModules[id] ?? createRequire(plugin)(id) : createRequire(from);
  const modules: Readonly<Record<string, unknown>> = {
    undici: { ...undici, Agent: Line },
    "node:fs": filesOf(isAlive),
    "node:module": { createRequire: createOwnRequire },
    "node:timers/promises": { setTimeout: timers.pause },
  };
  return {
    file,
    messages,
    globals: {
      setTimeout: timers.setTimeout,
      clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
      setInterval: timers.setInterval,
      clearInterval: (timer: NodeJS.Timeout) => clearInterval(timer),
      AbortSignal: { any: anyOf, timeout: timers.abortAfter },
      process: processOf(environment, options.pid, options.processes),
    },
    require: (id) => modules[id] ?? real(id),
  };
}

/** `AbortSignal.any`, which would keep what listens at it for as long as this process lives, not only the plugin. */
function anyOf(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    const abort = () => controller.abort(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  }
  return controller.signal;
}

/** What a process knows of itself and of the others. */
function processOf(env: Readonly<Record<string, string>>, pid: number, processes: ReadonlySet<number>): object {
  const kill = (other: number) => {
    if (processes.has(other)) return true;
    throw Object.assign(new Error("kill ESRCH"), { code: "ESRCH" });
  };
  const values = { argv: ["node", plugin, "engine"], env, pid, kill };
  return Object.create(process, Object.getOwnPropertyDescriptors(values));
}

/** Files that nobody writes any more once the process is dead. Nothing here loses power, so nothing is forced to disk. */
function filesOf(isAlive: () => boolean): object {
  const writing = ["mkdirSync", "openSync", "writeFileSync", "renameSync", "rmSync"] as const;
  const whileAlive = writing.map((name) => [
    name,
    (...values: unknown[]) => {
      if (!isAlive()) throw new Error("The process is dead.");
      return (fs[name] as (...values: unknown[]) => unknown)(...values);
    },
  ]);
  return { ...fs, ...Object.fromEntries(whileAlive), fsyncSync: () => undefined };
}

/** Timers of which none goes off once the process is dead. */
function timersOf(isAlive: () => boolean) {
  const whileAlive =
    (effect: (...values: unknown[]) => void) =>
    (...values: unknown[]) => {
      if (isAlive()) effect(...values);
    };
  return {
    setTimeout: (effect: (...values: unknown[]) => void, ms: number, ...values: unknown[]) =>
      setTimeout(whileAlive(effect), ms, ...values),
    setInterval: (effect: (...values: unknown[]) => void, ms: number, ...values: unknown[]) =>
      setInterval(whileAlive(effect), ms, ...values),
    pause: <T>(ms: number, value?: T, { signal }: { readonly signal?: AbortSignal } = {}) =>
      new Promise<T | undefined>((done, fail) => {
        const stop = () => fail(new DOMException("The operation was aborted", "AbortError"));
        if (signal?.aborted) return stop();
        signal?.addEventListener("abort", stop, { once: true });
        setTimeout(
          whileAlive(() => {
            signal?.removeEventListener("abort", stop);
            done(value);
          }),
          ms,
        );
      }),
    abortAfter(ms: number): AbortSignal {
      const controller = new AbortController();
      const abort = () =>
        controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
      setTimeout(whileAlive(abort), ms);
      return controller.signal;
    },
  };
}

const entrances = [
  "CheckRequest",
  "DiffRequest",
  "CreateRequest",
  "ReadRequest",
  "UpdateRequest",
  "DeleteRequest",
  "DiffResponse",
] as const;

type Messages = typeof providerMessages;

/** The provider listens at the message classes: each process has classes of its own. */
function ownMessages(): Messages {
  const classes = entrances.map((name) => [name, class extends (providerMessages[name] as new () => object) {}]);
  return { ...providerMessages, ...Object.fromEntries(classes) };
}

interface LogRequest {
  getMessage(): string;
  getUrn(): string;
  getEphemeral(): boolean;
}

/** The engine's log. */
function grpcTo({ onLog }: SurroundingsOptions) {
  class Client {
    makeUnaryRequest(
      _path: string,
      _toBytes: unknown,
      _fromBytes: unknown,
      request: LogRequest,
      _options: unknown,
      heard: (error: Error | null) => void,
    ): void {
      onLog(request.getEphemeral() ? "info" : "warning", request.getMessage(), request.getUrn());
      heard(null);
    }
  }
  return { Client, credentials: { createInsecure: () => undefined } };
}
