import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { readRequest } from "./incoming.ts";
import { send } from "./outgoing.ts";
import { type Reception, type ReceptionParts, receive } from "./reception.ts";

/** One server for both clouds and the admin interface. */
export function newServer(parts: ReceptionParts): Server {
  return createServer((message, response) => {
    serve(parts, message, response).catch((error: unknown) => {
      const text = error instanceof Error ? error.stack : String(error);
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, { status: 500, body: { error: `The simulator failed: ${text}` } });
    });
  });
}

async function serve(parts: ReceptionParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  // A client may go away before its request is complete; nobody is there to be answered then.
  const request = await readRequest(message).catch(() => undefined);
  if (request) await deliver(response, receive(parts, request));
}

async function deliver(response: ServerResponse, { answer, silentMs }: Reception): Promise<void> {
  if (silentMs !== undefined) await delay(silentMs, undefined, { ref: false });
  if (answer) return send(response, answer);
  response.socket?.destroy();
}
