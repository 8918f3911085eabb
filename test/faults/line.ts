import { Buffer } from "node:buffer";
import { type Agent, Dispatcher, errors } from "undici";
import type { Answer, IncomingRequest } from "../../simulator/cloud.ts";
import { readQuery } from "../../simulator/incoming.ts";
import { encode } from "../../simulator/outgoing.ts";

/** What becomes of a request. */
export interface Delivery {
  /** `undefined`: the connection is closed without an answer. */
  readonly answer: Answer | undefined;
  /** So many milliseconds nothing is to be heard. */
  readonly silentMs?: number;
}

/** Where requests go. */
export interface Exchange {
  /** False: nobody accepts connections. */
  accepts(request: IncomingRequest): boolean;
  deliver(request: IncomingRequest): Delivery;
  /** The answer arrives at the client now. */
  arrives(request: IncomingRequest): void;
}

/** Half of what a request and its answer take together. */
const latencyMs = 20;

/** Undici's way to a cloud in the same process: no socket, and the time-outs that its options set. */
export function lineTo(exchange: Exchange, isAlive: () => boolean) {
  return class Line extends Dispatcher {
    readonly #headersTimeoutMs: number;
    readonly #largest: number;

    constructor({ headersTimeout = 300_000, maxResponseSize = Number.POSITIVE_INFINITY }: Agent.Options = {}) {
      super();
      this.#headersTimeoutMs = headersTimeout ?? 0;
      this.#largest = maxResponseSize ?? Number.POSITIVE_INFINITY;
    }

    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const request = incoming(options);
      const call = newCall(handler, isAlive);
      handler.onRequestStart?.(call.controller, {});
      call.later(latencyMs, () => {
        if (!exchange.accepts(request)) return call.fail(refused());
        if (!isAlive()) return;
        const { answer, silentMs = 0 } = exchange.deliver(request);
        const timeoutMs = this.#headersTimeoutMs;
        if (silentMs + latencyMs > timeoutMs) return call.later(timeoutMs, () => call.fail(timedOut()));
        return call.later(silentMs + latencyMs, () => {
          if (!answer) return call.fail(closed());
          if (encode(answer).text.length > this.#largest) return call.fail(new errors.ResponseExceededMaxSizeError());
          exchange.arrives(request);
          return call.answer(answer);
        });
      });
      return true;
    }
  };
}

function newCall(handler: Dispatcher.DispatchHandler, isAlive: () => boolean) {
  let over = false;
  const end = (effect: () => void) => {
    if (over || !isAlive()) return;
    over = true;
    effect();
  };
  const fail = (error: Error) => end(() => handler.onResponseError?.(controller, error));
  const controller: Dispatcher.DispatchController = {
    get aborted() {
      return over;
    },
    paused: false,
    reason: null,
    rawHeaders: null,
    rawTrailers: null,
    abort: fail,
    pause: () => undefined,
    resume: () => undefined,
  };
  return {
    controller,
    fail,
    later(ms: number, effect: () => void): void {
      setTimeout(() => {
        if (!over && isAlive()) effect();
      }, ms);
    },
    answer: (answer: Answer) =>
      end(() => {
        const { headers, text } = encode(answer);
        handler.onResponseStart?.(controller, answer.status, headers, "");
        handler.onResponseData?.(controller, Buffer.from(text));
        handler.onResponseEnd?.(controller, {});
      }),
  };
}

function incoming({ origin, method, path: target, headers, body }: Dispatcher.DispatchOptions): IncomingRequest {
  const [path = "/", query = ""] = target.split(/\?(.*)/s);
  const fields = Object.entries(headers as Record<string, string>).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    target,
    path,
    query: readQuery(query),
    headers: { host: new URL(String(origin)).host, ...Object.fromEntries(fields) },
    body: Buffer.from(typeof body === "string" ? body : ""),
  };
}

const closed = () => new errors.SocketError("other side closed");
const timedOut = () => new errors.HeadersTimeoutError();
const refused = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
