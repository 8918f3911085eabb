import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { newClouds } from "../../../../simulator/clouds.ts";
import {
  defaultCredentials,
  type FaultOrder,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "../../../../simulator/index.ts";
import { newOperator } from "../../../../simulator/operator.ts";

const { organizationId, tokenKey, tokenSecret } = defaultCredentials.clickhouse;
const services = `/v1/organizations/${organizationId}/services`;
const authorization = `Basic ${btoa(`${tokenKey}:${tokenSecret}`)}`;
const serviceBody = { name: "a", provider: "aws", region: "eu-west-1", ipAccessList: [] };

const simulators: Simulator[] = [];
afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, ...options });
  simulators.push(simulator);
  return simulator;
}

function send({ url }: Simulator, method: string, path: string, body?: unknown, headers: object = { authorization }) {
  return fetch(url + path, {
    method,
    headers: { ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** What became of a request: its status, or `undefined` if there was no answer. */
async function statusOf(simulator: Simulator, method: string, path: string, body?: unknown) {
  return send(simulator, method, path, body).then(
    ({ status }) => status,
    () => undefined,
  );
}

function servicesOf(simulator: Simulator) {
  return simulator.admin.objects().clickhouse.services as { id: string; name: string; state: string }[];
}

describe("the door", () => {
  it.each([
    ["no key", {}],
    ["a wrong key", { authorization: `Basic ${btoa("a:b")}` }],
  ])("is shut for %s", async (_, headers) => {
    const reply = await send(await start(), "GET", services, undefined, headers);

    expect(reply.status).toBe(401);
    expect(await reply.json()).toEqual({ error: "Unauthorized" });
  });

  it("is shut for another organization", async () => {
    const reply = await send(await start(), "GET", "/v1/organizations/5100a1a7-0000-4000-8000-0000000000ff/services");

    expect(reply.status).toBe(403);
  });

  it("lets ten requests in ten seconds in, where the rate limit holds", async () => {
    const simulator = await start({ rateLimit: true });
    for (let count = 0; count < 10; count += 1) expect(await statusOf(simulator, "GET", services)).toBe(200);

    const reply = await send(simulator, "GET", services);

    expect(reply.status).toBe(429);
    expect(await reply.json()).toEqual({ error: "TOO_MANY_REQUESTS" });
    expect(Number(reply.headers.get("x-ratelimit-reset"))).toBeGreaterThan(0);
    expect(Number(reply.headers.get("x-ratelimit-reset"))).toBeLessThanOrEqual(10);
    expect(reply.headers.has("x-ratelimit-limit")).toBe(false);
  });

  it("says that there is no rate limit, where none holds", async () => {
    const reply = await send(await start(), "GET", services);

    expect(Number(reply.headers.get("x-ratelimit-limit"))).toBeGreaterThan(1_000);
  });
});

describe("a request that cannot be carried out", () => {
  it("to an unknown path gets HTML", async () => {
    const reply = await send(await start(), "GET", `${services}/x/nowhere`);

    expect(reply.status).toBe(404);
    expect(reply.headers.get("content-type")).toContain("text/html");
  });

  it("to an operation that is not simulated says so", () => {
    const { cloud } = newClouds({ speed: 0 }).reception.operators.clickhouse;
    const operator = newOperator({ ...cloud, handlers: {} }, { checkAnswers: false });
    const request = { method: "GET", target: services, path: services, query: {}, headers: { authorization } };
    const incoming = { ...request, body: new Uint8Array() };

    const { status, body } = operator.answer(incoming, operator.match(incoming));

    expect(status).toBe(501);
    expect(JSON.stringify(body)).toContain("listServices");
  });

  it("with an unknown query parameter or a body that is no JSON is refused", async () => {
    const simulator = await start();

    expect(await statusOf(simulator, "GET", `${services}?colour=red`)).toBe(400);
    const reply = await fetch(simulator.url + services, { method: "POST", headers: { authorization }, body: "{" });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ status: 400, error: "BAD_REQUEST: requestBody is no JSON" });
  });
});

describe("simulated time", () => {
  it("runs as fast as it is told to", async () => {
    const simulator = await start({ speed: 100_000 });
    await send(simulator, "POST", services, serviceBody);

    await expect.poll(() => servicesOf(simulator)[0]?.state).toBe("running");
  });

  it("stands still at speed 0 and jumps when an administrator says so", async () => {
    const simulator = await start({ start: new Date("2026-01-01T00:00:00Z") });
    await send(simulator, "POST", services, serviceBody);

    await send(simulator, "POST", "/admin/advance", { seconds: 119 });
    expect(servicesOf(simulator)).toMatchObject([{ state: "provisioning" }]);
    await send(simulator, "POST", "/admin/advance", { seconds: 1 });
    expect(servicesOf(simulator)).toMatchObject([{ state: "running" }]);
    await send(simulator, "GET", services);

    expect(simulator.requests().map(({ time }) => time)).toEqual([
      "2026-01-01T00:00:00.000Z",
      "2026-01-01T00:02:00.000Z",
    ]);
  });
});

it("makes the same ids from the same seed", async () => {
  const create = async () => {
    const simulator = await start({ seed: "demo" });
    await send(simulator, "POST", services, serviceBody);
    return servicesOf(simulator)[0]?.id;
  };

  expect(await create()).toBe(await create());
});

describe("a fault on the connection", () => {
  async function createWith(fault: FaultOrder["fault"]) {
    const simulator = await start();
    simulator.admin.inject({ operationId: "createService", fault });
    const reply = await send(simulator, "POST", services, serviceBody).catch(() => undefined);
    const body = await reply?.text().catch(() => undefined);
    return { status: reply?.status, body, made: servicesOf(simulator).length, logged: simulator.requests()[0]?.status };
  }

  it("loses the request", async () => {
    expect(await createWith({ kind: "reset", when: "before" })).toMatchObject({
      status: undefined,
      made: 0,
      logged: 0,
    });
  });

  it("loses the answer", async () => {
    expect(await createWith({ kind: "reset", when: "after" })).toMatchObject({ status: undefined, made: 1 });
  });

  it("answers in place of the cloud", async () => {
    const fault = { kind: "answer", status: 504, body: "<html>" } as const;

    expect(await createWith({ ...fault, when: "before" })).toMatchObject({ status: 504, body: "<html>", made: 0 });
    expect(await createWith({ ...fault, when: "after" })).toMatchObject({ status: 504, body: "<html>", made: 1 });
  });

  it("keeps silent for a while", async () => {
    expect(await createWith({ kind: "hang", ms: 20 })).toMatchObject({ status: undefined, made: 0 });
    expect(await createWith({ kind: "hang", ms: 20, when: "after" })).toMatchObject({ status: 200, made: 1 });
  });

  it("breaks the answer", async () => {
    const { status, body = "" } = await createWith({ kind: "truncated" });

    expect(status).toBe(200);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
    expect(await createWith({ kind: "wrongShape" })).toMatchObject({ status: 200, body: expect.stringMatching(/^\[/) });
  });

  it("meets as many requests as it was ordered for, after those that it skips", async () => {
    const simulator = await start();
    const fault = { kind: "answer", status: 500, body: {} } as const;
    await send(simulator, "POST", "/admin/faults", { method: "GET", path: "/services", skip: 1, times: 2, fault });

    const statuses = [];
    for (let count = 0; count < 5; count += 1) statuses.push(await statusOf(simulator, "GET", services));

    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it("is over when the faults are cleared", async () => {
    const simulator = await start();
    simulator.admin.inject({ times: 9, fault: { kind: "reset", when: "before" } });

    await send(simulator, "DELETE", "/admin/faults");

    expect(await statusOf(simulator, "GET", services)).toBe(200);
  });
});

it("goes on when a client goes away in the middle of a request", async () => {
  const simulator = await start();
  const { port } = new URL(simulator.url);
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");

  socket.write(`POST ${services} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{`);
  socket.destroy();
  await once(socket, "close");

  expect(await statusOf(simulator, "GET", services)).toBe(200);
});

describe("the request log", () => {
  it("tells what was asked, without credentials and secrets", async () => {
    const simulator = await start();
    const { id } = await newService(simulator);

    await send(simulator, "PATCH", `${services}/${id}/password?`, { newPasswordHash: `${"A".repeat(43)}=` });
    await send(simulator, "GET", `${services}?filter=tag:a&filter=tag:b`);

    const [, changed, listed] = simulator.requests();
    expect(changed).toMatchObject({
      cloud: "clickhouse",
      time: expect.any(String),
      operationId: "updateServicePassword",
      method: "PATCH",
      path: `${services}/${id}/password`,
      body: { newPasswordHash: "[secret]" },
      status: 200,
    });
    expect(listed).toMatchObject({ operationId: "listServices", query: { filter: ["tag:a", "tag:b"] } });
    expect(JSON.stringify(simulator.requests())).not.toContain(authorization);
    expect(await (await send(simulator, "GET", "/admin/requests")).json()).toHaveLength(3);
  });

  it("masks every secret of a pipe", async () => {
    const simulator = await start();
    const secret = "b64b1e3f";
    const source = {
      kafka: {
        credentials: { username: secret, password: secret },
        schemaRegistry: { credentials: { password: secret } },
      },
      objectStorage: { accessKey: { accessKeyId: secret, secretKey: secret }, connectionString: secret },
      pubsub: { serviceAccountKey: { serviceAccountFile: secret } },
      mongodb: { uri: `mongodb://user:${secret}@host/` },
    };

    await send(simulator, "POST", `${services}/x/clickpipes`, { name: "clicks", source });

    expect(simulator.requests()).toMatchObject([{ body: { name: "clicks" } }]);
    expect(JSON.stringify(simulator.requests())).not.toContain(secret);
  });

  it("is appended to a file as one object a line", async () => {
    const log = join(mkdtempSync(join(tmpdir(), "simulator-")), "requests.ndjson");
    const simulator = await start({ log });

    await send(simulator, "GET", services);
    await send(simulator, "GET", `${services}/x`);

    const lines = readFileSync(log, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(simulator.requests())));
  });
});

describe("the administrator", () => {
  it("sees, changes and removes objects", async () => {
    const simulator = await start();
    const { id } = await newService(simulator);
    const path = `/admin/objects/clickhouse/services/${id}`;

    const changed = await send(simulator, "PATCH", path, { name: "by hand" });
    const seen = await (await send(simulator, "GET", "/admin/objects")).json();
    const removed = await send(simulator, "DELETE", path);

    expect([changed.status, removed.status]).toEqual([204, 204]);
    expect(seen).toMatchObject({ clickhouse: { services: [{ id, name: "by hand" }] }, huawei: expect.any(Object) });
    expect(await statusOf(simulator, "GET", `${services}/${id}`)).toBe(404);
  });

  it.each([
    ["PATCH", "/admin/objects/clickhouse/services/nobody", {}, 404],
    ["PATCH", "/admin/objects/clickhouse/planets/earth", {}, 404],
    ["DELETE", "/admin/objects/mars/services/a", undefined, 400],
    ["POST", "/admin/faults", { fault: { kind: "earthquake" } }, 400],
    ["POST", "/admin/advance", { seconds: -1 }, 400],
    ["GET", "/admin/nowhere", undefined, 404],
  ])("is told what is wrong with %s %s", async (method, path, body, status) => {
    const reply = await send(await start(), method, path, body);

    expect(reply.status).toBe(status);
    expect(await reply.json()).toEqual({ error: expect.any(String) });
  });

  it("resets everything", async () => {
    const simulator = await start();
    await newService(simulator);
    simulator.admin.inject({ fault: { kind: "reset" } });

    await send(simulator, "POST", "/admin/reset");
    const requests = simulator.requests();

    expect(servicesOf(simulator)).toEqual([]);
    expect(requests).toEqual([]);
    expect(await statusOf(simulator, "GET", services)).toBe(200);
    simulator.admin.advance(3600);
    expect(servicesOf(simulator)).toEqual([]);
  });
});

async function newService(simulator: Simulator) {
  const reply = await send(simulator, "POST", services, serviceBody);
  return ((await reply.json()) as { result: { service: { id: string } } }).result.service;
}
