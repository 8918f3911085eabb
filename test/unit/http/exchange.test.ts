import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Unreachable } from "../../../provider/http/errors.ts";
import { exchange } from "../../../provider/http/exchange.ts";

const servers: Server[] = [];

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<URL> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/things`);
}

const outgoing = (url: URL, signal = AbortSignal.timeout(10_000)) => ({
  operation: "getThing",
  method: "GET",
  url,
  headers: {},
  signal,
  identify: () => undefined,
});

afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
  for (const server of servers) server.close();
});

describe("an exchange", () => {
  it("sends a DELETE with a body, byte for byte, and says who is asking", async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method, headers } = request;
        response.end(JSON.stringify({ method, agent: headers["user-agent"], body: Buffer.concat(chunks).toString() }));
      });
    });

    const { status, text } = await exchange({ ...outgoing(url), method: "DELETE", body: '{"name":"é"}' });

    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      method: "DELETE",
      agent: expect.stringMatching(/^pulumi-clickhouse-gaussdb\/\d+\.\d+\.\d+/),
      body: '{"name":"é"}',
    });
  });

  it("says that nothing was done when the connection is refused", async () => {
    const url = await serve(() => undefined);
    servers.pop()?.close();

    const error = await exchange(outgoing(url)).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(Unreachable);
    expect(error).toMatchObject({ processed: "no", patience: "always" });
    expect((error as Error).message).toBe(`getThing failed: no answer from ${url.host} (ECONNREFUSED).`);
  });

  it("says that the work may have been done when the connection breaks", async () => {
    const url = await serve((request) => request.socket.destroy());

    const error = await exchange(outgoing(url)).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ name: "Unreachable", processed: "maybe", patience: "always" });
  });

  it("refuses an answer that is far too large", async () => {
    const url = await serve((_, response) => response.end(Buffer.alloc(17 * 1024 * 1024, "x")));

    const error = await exchange(outgoing(url)).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ processed: "maybe", patience: "a few times" });
  });

  it("ends when it is interrupted", async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort(new Error("interrupted")));

    const error = await exchange(outgoing(url, controller.signal)).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ name: "Unreachable", processed: "maybe" });
  });
});
