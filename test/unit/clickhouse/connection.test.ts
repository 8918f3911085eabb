import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "../../../provider/clickhouse/connection.ts";
import { NotConfigured } from "../../../provider/http/errors.ts";
import { newOperation } from "../http/fakes.ts";
import { type Heard, type Reply, startServer, type TestServer } from "../http/server.ts";

let server: TestServer | undefined;

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("CLICKHOUSE_")) vi.stubEnv(name, undefined);
});

afterEach(() => {
  server?.close();
  server = undefined;
  vi.unstubAllEnvs();
});

const account = { organizationId: "org-1", tokenKey: "key", tokenSecret: "secret" };

async function cloudThat(answer: (request: Heard) => Reply) {
  server = await startServer(answer);
  const { during } = await connectWith({ ...account, apiUrl: server.url });
  return { cloud: during(newOperation().operation), heard: server.heard };
}

function connectWith(values: Readonly<Record<string, string>>) {
  return connect((key) => values[key.replace("clickhouse:", "")]);
}

const envelope = (status: number, rest: object): Reply => ({ status, body: { status, requestId: "7f", ...rest } });

describe("the configuration of ClickHouse Cloud", () => {
  it("names every key that is missing, with its variables", async () => {
    const error = await connectWith({ tokenKey: "key" }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(NotConfigured);
    expect((error as Error).message).toBe(
      "ClickHouse Cloud is not configured: clickhouse:organizationId (CLICKHOUSE_ORG_ID), " +
        "clickhouse:tokenSecret (CLICKHOUSE_CLOUD_API_SECRET or CLICKHOUSE_TOKEN_SECRET) are missing.",
    );
  });

  it("comes from the environment where the stack says nothing", async () => {
    vi.stubEnv("CLICKHOUSE_ORG_ID", "org-2");
    vi.stubEnv("CLICKHOUSE_TOKEN_KEY", "key");
    vi.stubEnv("CLICKHOUSE_CLOUD_API_SECRET", "secret");

    const connection = await connectWith({});

    expect(connection.account).toBe("org-2");
  });

  it("sends credentials unencrypted to this machine only, and does not show the address", async () => {
    const error = await connectWith({ ...account, apiUrl: "http://api.example.com" }).catch(
      (thrown: unknown) => thrown,
    );

    expect((error as Error).message).toBe("clickhouse:apiUrl must begin with https:, because credentials go there.");
  });

  it("is the same connection for every kind of object", async () => {
    const [one, other] = await Promise.all([connectWith(account), connectWith({ ...account })]);

    expect(one).toBe(other);
  });
});

describe("ClickHouse Cloud", () => {
  it.each(["", "/", "/v1", "/v1/"])("is found when clickhouse:apiUrl ends in %j", async (end) => {
    server = await startServer(() => envelope(200, { result: [] }));
    const { during } = await connectWith({ ...account, apiUrl: server.url + end });

    await during(newOperation().operation).services.list();

    expect(server.heard.map(({ path }) => path)).toEqual(["/v1/organizations/org-1/services"]);
  });

  it("is asked with the key, and its result is taken out of the envelope", async () => {
    const { cloud, heard } = await cloudThat(() => envelope(200, { result: { id: "s1", state: "running" } }));

    const service = await cloud.get("getService", { serviceId: "s1" });

    expect(service).toEqual({ id: "s1", state: "running" });
    expect(heard[0]?.headers.authorization).toBe(`Basic ${btoa("key:secret")}`);
  });

  it("says by a 404 of its own that an object is gone", async () => {
    const { cloud } = await cloudThat(() => envelope(404, { error: "NOT_FOUND: no such service" }));

    expect(await cloud.get("getService", { serviceId: "s1" })).toBeUndefined();
  });

  it.each([
    ["HTML", "<html>nothing here</html>"],
    ["other JSON", { message: "no route" }],
  ])("says nothing about an object by a 404 with %s", async (_, body) => {
    const { cloud } = await cloudThat(() => ({ status: 404, body }));

    await expect(cloud.get("getService", { serviceId: "s1" })).rejects.toThrow(/404.*Check clickhouse:apiUrl/);
  });

  it("is asked again while a service that is to be deleted is busy", async () => {
    const replies = [envelope(409, { error: "CONFLICT: still stopping" }), envelope(200, {})];
    const { cloud, heard } = await cloudThat(() => replies.shift() ?? {});

    await cloud.change("deleteService", { serviceId: "s1" });

    expect(heard).toHaveLength(2);
  });

  it("tells why it refuses: its text, the code word, the request", async () => {
    const { cloud } = await cloudThat(() => envelope(424, { error: "FAILED_DEPENDENCY: Current state: idle" }));

    const change = cloud.change("deleteClickPipe", { serviceId: "s1", clickPipeId: "p1" });

    await expect(change).rejects.toThrow(
      "deleteClickPipe failed: Current state: idle (424, FAILED_DEPENDENCY, request 7f).",
    );
  });

  it("is asked once for services that are wanted at the same time", async () => {
    const { cloud, heard } = await cloudThat(() => envelope(200, { result: [{ id: "s1" }, { id: "s2" }] }));

    const found = await Promise.all([cloud.services.get("s1"), cloud.services.get("s2")]);

    expect(found).toEqual([{ id: "s1" }, { id: "s2" }]);
    expect(heard.map(({ path }) => path)).toEqual(["/v1/organizations/org-1/services"]);
  });
});
