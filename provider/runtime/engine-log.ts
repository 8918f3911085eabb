import type * as grpc from "@grpc/grpc-js";
import { pluginRequire } from "./plugin.ts";

/** Pulumi's engine: the only one that can show something at a resource. */
export interface EngineLog {
  /** The status column of a terminal, a line elsewhere. */
  status(text: string, urn: string | undefined): void;
  /** A warning, at the resource when its URN is known. */
  warn(text: string, urn: string | undefined): void;
  /** Returns when everything said has arrived. */
  delivered(): Promise<void>;
  /** Aborted when the engine does not answer any more: nobody would get the result of what is going on. */
  readonly gone: AbortSignal;
}

interface LogRequest {
  serializeBinary(): Uint8Array;
  setSeverity(severity: number): void;
  setMessage(message: string): void;
  setUrn(urn: string): void;
  setEphemeral(ephemeral: boolean): void;
}
interface LogMessages {
  LogRequest: new () => LogRequest;
  LogSeverity: { INFO: number; WARNING: number };
}

/** How long a message may take; the end of an operation waits for its messages. */
const deliveryLimitMs = 5_000;

/** The log of the engine at this address, with the protocol stubs of the program's own `@pulumi/pulumi`. */
export function engineLog(address: string | undefined = process.argv[2], plugin = process.argv[1]): EngineLog {
  const gone = new AbortController();
  const pending = new Set<Promise<void>>();
  let failures = 0;
  const connection = connect(address, plugin);

  function say(severity: "INFO" | "WARNING", ephemeral: boolean, text: string, urn: string | undefined): void {
    if (!connection) return;
    const { client, messages } = connection;
    const request = new messages.LogRequest();
    request.setSeverity(messages.LogSeverity[severity]);
    request.setMessage(text);
    // The CLI panics on a malformed URN; only one that the engine itself gave is safe.
    if (urn?.startsWith("urn:pulumi:")) request.setUrn(urn);
    request.setEphemeral(ephemeral);
    const delivery = new Promise<void>((resolve) => {
      const heard = (error: Error | null) => {
        failures = error ? failures + 1 : 0;
        if (failures >= 2) gone.abort(new Error("Pulumi's engine is gone"));
        resolve();
      };
      // The stubs' own `log` would read the answer as an empty message, which stands for Ctrl-C in `wire.ts`.
      const options = { deadline: Date.now() + deliveryLimitMs };
      client.makeUnaryRequest("/pulumirpc.Engine/Log", toBytes, ignore, request, options, heard);
    });
    pending.add(delivery);
    void delivery.finally(() => pending.delete(delivery));
  }

  return {
    status: (text, urn) => say("INFO", true, text, urn),
    warn: (text, urn) => say("WARNING", false, text, urn),
    delivered: async () => void (await Promise.all(pending)),
    gone: gone.signal,
  };
}

function toBytes(request: LogRequest): Buffer {
  return Buffer.from(request.serializeBinary());
}

function ignore(): undefined {
  return undefined;
}

function connect(address: string | undefined, plugin: string | undefined) {
  const require = pluginRequire(plugin);
  if (!address || !require) return undefined;
  try {
    const { Client, credentials } = require("@grpc/grpc-js") as typeof grpc;
    const messages = require("../../proto/engine_pb.js") as LogMessages;
    return { client: new Client(address, credentials.createInsecure()), messages };
  } catch {
    return undefined;
  }
}
