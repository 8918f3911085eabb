import { afterEach, beforeEach, expect, it } from "vitest";
import { firstKeyId, startCloud, type TestCloud } from "./cloud.ts";

let cloud: TestCloud;
let path: string;
beforeEach(async () => {
  cloud = await startCloud();
  path = `/services/${(await cloud.createService()).id}/serviceQueryEndpoint`;
});
afterEach(() => cloud.simulator.close());

const body = {
  roles: ["sql_console_read_only"],
  openApiKeys: [firstKeyId],
  allowedOrigins: "https://dashboards.example.com",
};

it("is not found before it is made and after it is deleted", async () => {
  const before = await cloud.send("GET", path);
  const early = await cloud.send("DELETE", path);
  const made = await cloud.send("POST", path, body);
  const there = await cloud.send("GET", path);
  const deleted = await cloud.send("DELETE", path);
  const after = await cloud.send("GET", path);

  expect([before, early, after].map(({ status, error }) => `${status} ${error}`)).toEqual(
    Array(3).fill("404 NOT_FOUND: The service has no query endpoint"),
  );
  expect(made.result).toEqual({ id: expect.stringMatching(/^qe-/), ...body });
  expect(there.result).toEqual(made.result);
  expect(deleted).toMatchObject({ status: 200, result: undefined });
});

it("is replaced as a whole and keeps its id; origins that are not given are empty", async () => {
  const { result } = await cloud.send("POST", path, body);

  const replaced = await cloud.send("POST", path, { roles: ["sql_console_admin"], openApiKeys: [] });

  expect(replaced.result).toEqual({
    id: result.id,
    roles: ["sql_console_admin"],
    openApiKeys: [],
    allowedOrigins: "",
  });
});

it.each([
  [
    "a key id instead of the UUID of the key",
    { ...body, openApiKeys: ["simulated-token-key"] },
    "is not the id (UUID)",
  ],
  ["a database role", { ...body, roles: ["reader"] }, "roles/0 must be one of"],
  ["no keys", { roles: body.roles }, "openApiKeys is required"],
])("is refused with %s", async (_, request, text) => {
  const { status, error } = await cloud.send("POST", path, request);

  expect(status).toBe(400);
  expect(error).toContain(text);
});

it("can be changed and removed behind the client's back, by the id of its service", async () => {
  await cloud.send("POST", path, body);
  const { admin } = cloud.simulator;
  const [endpoint] = admin.objects().clickhouse.queryEndpoints as { serviceId: string }[];

  admin.change("clickhouse", "queryEndpoints", String(endpoint?.serviceId), { roles: ["sql_console_admin"] });
  const changed = await cloud.send("GET", path);
  admin.remove("clickhouse", "queryEndpoints", String(endpoint?.serviceId));

  expect(changed.result).toMatchObject({ roles: ["sql_console_admin"] });
  expect((await cloud.send("GET", path)).status).toBe(404);
});
