import type { IncomingMessage } from "node:http";
import type { IncomingRequest, Query } from "./cloud.ts";

/** Reads a request to its end. */
export async function readRequest(message: IncomingMessage): Promise<IncomingRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const target = message.url ?? "/";
  const [path = "/", query = ""] = target.split(/\?(.*)/s);
  const { method = "GET", headers } = message;
  return { method, target, path, query: readQuery(query), headers, body: Buffer.concat(chunks) };
}

/** The JSON of a body; `undefined` for an empty one. @throws SyntaxError if it is no JSON */
export function readJson(body: Uint8Array): unknown {
  return body.length === 0 ? undefined : JSON.parse(Buffer.from(body).toString("utf8"));
}

/** The parameters of a query. */
export function readQuery(text: string): Query {
  const parameters = new URLSearchParams(text);
  const entries = [...new Set(parameters.keys())].map((name) => {
    const values = parameters.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? "") : values] as const;
  });
  return Object.fromEntries(entries);
}
