import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";

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

interface Stubs {
  EngineClient: new (address: string, credentials: grpc.ChannelCredentials, options?: object) => EngineClient;
}
interface EngineClient {
  log(request: LogRequest, done: (error: Error | null) => void): void;
}
interface LogRequest {
  setSeverity(severity: number): void;
  setMessage(message: string): void;
  setUrn(urn: string): void;
  setEphemeral(ephemeral: boolean): void;
}
interface LogMessages {
  LogRequest: new () => LogRequest;
  LogSeverity: { INFO: number; WARNING: number };
}

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
      client.log(request, (error) => {
        failures = error ? failures + 1 : 0;
        if (failures >= 2) gone.abort(new Error("Pulumi's engine is gone"));
        resolve();
      });
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

function connect(address: string | undefined, plugin: string | undefined) {
  if (!address || !plugin?.includes("dynamic-provider")) return undefined;
  try {
    const require = createRequire(plugin);
    const { credentials } = require("@grpc/grpc-js") as typeof grpc;
    const { EngineClient } = require("../../proto/engine_grpc_pb.js") as Stubs;
    const messages = require("../../proto/engine_pb.js") as LogMessages;
    return { client: new EngineClient(address, credentials.createInsecure()), messages };
  } catch {
    return undefined;
  }
}
