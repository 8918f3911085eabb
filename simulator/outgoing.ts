import type { ServerResponse } from "node:http";
import type { Answer } from "./cloud.ts";

/** The bytes of an answer's body and the headers that go with them. */
export function encode({ headers = {}, body }: Answer): { headers: Record<string, string>; text: string } {
  if (body === undefined) return { headers, text: "" };
  if (typeof body === "string")
    return { headers: { "content-type": "text/html; charset=utf-8", ...headers }, text: body };
  return { headers: { "content-type": "application/json; charset=utf-8", ...headers }, text: JSON.stringify(body) };
}

export function send(response: ServerResponse, answer: Answer): void {
  const { headers, text } = encode(answer);
  response.writeHead(answer.status, { ...headers, "content-length": Buffer.byteLength(text) });
  response.end(text);
}
