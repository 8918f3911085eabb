import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { caller } from "../../../provider/http/call.ts";
import { AnswerLost, CloudError, Unreachable } from "../../../provider/http/errors.ts";
import type { Incoming, Outgoing } from "../../../provider/http/exchange.ts";
import { newTraffic } from "../../../provider/http/traffic.ts";
import { newOperation, operations, plainDialect } from "./fakes.ts";

const { exchange } = vi.hoisted(() => ({ exchange: vi.fn<(outgoing: Outgoing) => Promise<Incoming>>() }));
vi.mock("../../../provider/http/exchange.ts", () => ({ exchange }));

type Answer = Incoming | Error;

/** Each request gets the next answer; the last one stays. */
function answers(...list: Answer[]): void {
  exchange.mockImplementation(async () => {
    const next = list.length > 1 ? list.shift() : list[0];
    if (next instanceof Error) throw next;
    return next as Incoming;
  });
}

const json = (status: number, body: unknown, headers: Incoming["headers"] = {}): Incoming => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  text: JSON.stringify(body),
});
const html = (status: number): Incoming => ({
  status,
  headers: { "content-type": "text/html" },
  text: "<html></html>",
});
const done = json(200, { id: "t1" });
const reset = () => new Unreachable({ operation: "any", summary: "no answer" }, "maybe", "always");
const refused = () => new Unreachable({ operation: "any", summary: "no answer" }, "no", "always");

interface Outcome<T> {
  readonly result?: T;
  readonly error?: unknown;
  readonly seconds: number;
}

/** The result, or the error, and the seconds that passed until then. */
function timed<T>(promise: Promise<T>): Promise<Outcome<T>> {
  const start = Date.now();
  const seconds = () => (Date.now() - start) / 1_000;
  return promise.then(
    (result) => ({ result, seconds: seconds() }),
    (error: unknown) => ({ error, seconds: seconds() }),
  );
}

async function outcome<T>(promise: Promise<T>): Promise<Outcome<T>> {
  const end = timed(promise);
  await vi.runAllTimersAsync();
  return end;
}

const sent = () => exchange.mock.calls.map(([outgoing]) => outgoing);

beforeEach(() => {
  vi.useFakeTimers();
  exchange.mockReset();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a request", () => {
  it("has the account and the parameters in its path, the others in its query, and leaves out what is undefined", async () => {
    answers(done);
    const call = caller(operations, plainDialect());
    const body = { name: "x", description: undefined, nothing: null };

    await call("updateThing", { id: "a/b'c", tag: ["1", "2"], filter: undefined, body }, newOperation().operation);

    const [{ method, url, body: text } = {} as Outgoing] = sent();
    expect(method).toBe("PUT");
    expect(url.href).toBe("https://cloud.example.com/base/v1/acme/things/a%2Fb%27c?tag=1&tag=2");
    expect(text).toBe('{"name":"x","nothing":null}');
  });

  it.each(["", "..", undefined])("is not sent with %j for an id", async (id) => {
    answers(done);

    const { error } = await outcome(caller(operations, plainDialect())("getThing", { id }, newOperation().operation));

    expect(error).toEqual(new Error("id is empty or no id: nothing was sent."));
    expect(sent()).toEqual([]);
  });

  it("answers an empty object when the answer has no body", async () => {
    answers({ status: 204, headers: {}, text: "" });

    const result = await caller(operations, plainDialect())("removeThing", { id: "1" }, newOperation().operation);

    expect(result).toEqual({});
  });
});

describe("what may be repeated", () => {
  it.each([
    ["a lost connection", reset()],
    ["a refused connection", refused()],
    ["500", json(500, {})],
    ["502", html(502)],
    ["503", html(503)],
    ["504", html(504)],
    ["an answer that is cut off", { ...done, text: '{"id":' }],
  ])("is repeated after %s", async (_, trouble) => {
    answers(trouble, trouble, done);

    const { result } = await outcome(
      caller(operations, plainDialect())("updateThing", { id: "1", body: {} }, newOperation().operation),
    );

    expect(result).toEqual({ id: "t1" });
    expect(sent()).toHaveLength(3);
  });

  it("is repeated with growing pauses until the time limit, and the user sees why", async () => {
    answers(json(503, { text: "out of order" }));
    const { operation, told, interrupt } = newOperation();
    setTimeout(() => interrupt(new Error("time limit")), 300_000);

    const { error, seconds } = await outcome(caller(operations, plainDialect())("getThing", { id: "1" }, operation));

    expect(error).toEqual(new Error("time limit"));
    expect(seconds).toBe(300);
    expect(sent().length).toBeGreaterThan(20);
    expect(sent().length).toBeLessThan(60);
    expect(told[0]).toBe("getThing is tried again: out of order (503)");
  });

  it("is not repeated when the cloud refuses it", async () => {
    answers(json(400, { code: "QUOTA", text: "Too many things." }, { "x-request-id": "7f" }));

    const { error } = await outcome(
      caller(operations, plainDialect())("getThing", { id: "1" }, newOperation().operation),
    );

    expect(sent()).toHaveLength(1);
    expect(error).toBeInstanceOf(CloudError);
    expect((error as Error).message).toBe("getThing failed: Too many things (400, QUOTA, request 7f). Delete one.");
  });
});

describe("a change that is refused when it is sent again", () => {
  it("may have been carried out before, and says so", async () => {
    answers(reset(), json(400, { code: "USED", text: "The address is in use." }, { "x-request-id": "7f" }));

    const { error } = await outcome(
      caller(operations, plainDialect())("updateThing", { id: "1", body: {} }, newOperation().operation),
    );

    expect((error as Error).message).toBe(
      "updateThing failed: The address is in use; it may have been carried out before (no answer) (400, USED, request 7f).",
    );
  });

  it("is refused for no other reason when the cloud had not got it before", async () => {
    answers(refused(), json(400, { code: "USED", text: "The address is in use." }));

    const { error } = await outcome(
      caller(operations, plainDialect())("updateThing", { id: "1", body: {} }, newOperation().operation),
    );

    expect((error as Error).message).toBe("updateThing failed: The address is in use (400, USED).");
  });

  it("is not what only reads", async () => {
    answers(reset(), json(404, { code: "GONE", text: "no such thing" }));

    const { error } = await outcome(
      caller(operations, plainDialect())("getThing", { id: "1" }, newOperation().operation),
    );

    expect((error as Error).message).toBe("getThing failed: no such thing (404, GONE).");
  });
});

describe("a creating call", () => {
  it.each([
    ["a lost connection", reset()],
    ["500", json(500, { text: "oops" })],
    ["504 of a proxy", html(504)],
    ["an answer that is cut off", { ...done, text: '{"id":' }],
    ["an answer that is no object", { ...done, text: '"ok"' }],
  ])("is never sent again after %s: its answer is lost", async (_, trouble) => {
    answers(trouble, done);

    const { error } = await outcome(
      caller(operations, plainDialect())("createThing", { body: {} }, newOperation().operation),
    );

    expect(error).toBeInstanceOf(AnswerLost);
    expect((error as Error).message).toContain("whether it was carried out is not known");
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ["a refused connection", refused()],
    ["the rate limit", json(429, {})],
    ["a busy cloud", json(409, { code: "BUSY" })],
  ])("is sent again after %s: nothing was done", async (_, trouble) => {
    answers(trouble, trouble, done);

    const { result } = await outcome(
      caller(operations, plainDialect())("createThing", { body: {} }, newOperation().operation),
    );

    expect(result).toEqual({ id: "t1" });
    expect(sent()).toHaveLength(3);
  });

  it("keeps its answer when it is interrupted at the same moment", async () => {
    const { operation, interrupt } = newOperation();
    exchange.mockImplementation(async () => {
      setTimeout(interrupt, 1_000);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      return done;
    });

    const { result } = await outcome(caller(operations, plainDialect())("createThing", { body: {} }, operation));

    expect(result).toEqual({ id: "t1" });
  });

  it("is given up ten seconds after an interruption, with its answer lost", async () => {
    const { operation, interrupt } = newOperation();
    exchange.mockImplementation(async ({ signal }) => {
      setTimeout(interrupt, 1_000);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      throw reset();
    });

    const { error, seconds } = await outcome(
      caller(operations, plainDialect())("createThing", { body: {} }, operation),
    );

    expect(error).toBeInstanceOf(AnswerLost);
    expect(seconds).toBe(11);
  });
});

describe("a busy cloud", () => {
  it("is asked again until it is free", async () => {
    answers(...Array.from({ length: 30 }, () => json(409, { code: "BUSY", text: "busy" })), done);

    const { result } = await outcome(
      caller(operations, plainDialect())("updateThing", { id: "1" }, newOperation().operation),
    );

    expect(result).toEqual({ id: "t1" });
    expect(sent()).toHaveLength(31);
  });

  it("is asked only a few times when the refusal may be for good", async () => {
    answers(json(409, { code: "PERHAPS", text: "not in this state" }));

    const { error } = await outcome(
      caller(operations, plainDialect())("updateThing", { id: "1" }, newOperation().operation),
    );

    expect((error as CloudError).code).toBe("PERHAPS");
    expect(sent()).toHaveLength(6);
  });
});

describe("at the rate limit", () => {
  it.each([
    ["Retry-After", { "retry-after": "7" }, 7],
    ["X-RateLimit-Reset with decimals", { "x-ratelimit-reset": "2.5" }, 2.5],
    ["Retry-After as a date", { "retry-after": new Date(60_000).toUTCString() }, 60],
  ])("a call waits as %s says", async (_, headers, expected) => {
    vi.setSystemTime(0);
    answers(json(429, {}, headers), done);

    const { seconds } = await outcome(
      caller(operations, plainDialect())("getThing", { id: "1" }, newOperation().operation),
    );

    expect(seconds).toBe(expected);
  });

  it("all calls of the account wait, and an interrupted one ends at once", async () => {
    answers(json(429, {}, { "retry-after": "100" }), done);
    const call = caller(operations, plainDialect());
    const { operation, interrupt } = newOperation();
    const limited = timed(call("getThing", { id: "1" }, newOperation().operation));
    await vi.advanceTimersByTimeAsync(0);
    const waiting = timed(call("getThing", { id: "2" }, newOperation().operation));
    const interrupted = timed(call("getThing", { id: "3" }, operation));
    setTimeout(interrupt, 20_000);

    await vi.runAllTimersAsync();

    expect(await limited).toMatchObject({ result: { id: "t1" }, seconds: 100 });
    expect(await waiting).toMatchObject({ result: { id: "t1" }, seconds: 100 });
    expect(await interrupted).toMatchObject({ error: new Error("interrupted"), seconds: 20 });
  });
});

describe("the order of calls", () => {
  it("lets changes go before reads", async () => {
    answers(done);
    const call = caller(operations, plainDialect({ limit: { calls: 2, windowMs: 1_000 } }));
    const { operation } = newOperation();
    const reads = [1, 2, 3, 4].map((id) => call("getThing", { id }, operation));
    const change = call("updateThing", { id: "x", body: {} }, operation);

    await outcome(Promise.all([...reads, change]));

    expect(sent().map(({ operation }) => operation)).toEqual([
      "getThing",
      "getThing",
      "updateThing",
      "getThing",
      "getThing",
    ]);
  });
});

describe("what an operation knows", () => {
  it("must be newer than a change from the change on, whether it succeeded or not", async () => {
    const { operation } = newOperation();
    const traffic = newTraffic();
    const call = caller(operations, plainDialect(), traffic);
    answers(json(400, {}));
    await vi.advanceTimersByTimeAsync(500);

    await outcome(call("updateThing", { id: "1", body: {} }, operation));

    expect(operation.since).toBe(performance.now());
    expect(traffic.changed).toBe(performance.now());
  });

  it("may be as old as before after a read", async () => {
    const { operation } = newOperation();
    const { since } = operation;
    answers(done);
    await vi.advanceTimersByTimeAsync(500);

    await outcome(caller(operations, plainDialect())("getThing", { id: "1" }, operation));

    expect(operation.since).toBe(since);
    expect(operation.seen).toBe(performance.now());
  });
});

describe("refused credentials", () => {
  it("are renewed once, and the call is sent again", async () => {
    let token = "old";
    const dialect = plainDialect({
      headers: async () => ({ "x-auth-token": token }),
      renew({ status }) {
        token = "new";
        return status === 401;
      },
    });
    answers(json(401, {}), done);

    const { result } = await outcome(
      caller(operations, dialect)("createThing", { body: {} }, newOperation().operation),
    );

    expect(result).toEqual({ id: "t1" });
    expect(sent().map(({ headers }) => headers["x-auth-token"])).toEqual(["old", "new"]);
  });

  it("are an error when they are refused again", async () => {
    answers(json(401, { text: "who are you?" }));

    const { error } = await outcome(
      caller(operations, plainDialect({ renew: () => true }))("getThing", { id: "1" }, newOperation().operation),
    );

    expect((error as CloudError).status).toBe(401);
    expect(sent()).toHaveLength(2);
  });
});

describe("an error", () => {
  it("does not repeat a secret that the cloud quotes, in any spelling", async () => {
    const secret = 'p"ss w&rd';
    const quoted = [secret, JSON.stringify(secret), encodeURIComponent(secret), "Basic a2V5OnNlY3JldA=="].join(" ");
    answers(json(400, { text: `bad request: ${quoted}` }));

    const { error } = await outcome(
      caller(operations, plainDialect())(
        "createThing",
        { body: { source: { password: secret } } },
        newOperation().operation,
      ),
    );

    expect((error as Error).message).toBe(
      'createThing failed: bad request: [secret] "[secret]" [secret] [secret] (400).',
    );
  });

  it("holds at most 500 characters of what the cloud said", async () => {
    answers(json(400, { text: "x".repeat(5_000) }));

    const { error } = await outcome(
      caller(operations, plainDialect())("getThing", { id: "1" }, newOperation().operation),
    );

    expect((error as CloudError).summary).toHaveLength(501);
  });
});
