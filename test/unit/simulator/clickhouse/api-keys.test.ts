import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { firstKeyId, startCloud, type TestCloud } from "./cloud.ts";

const adminRoleId = "a9e47c13-5d02-4b6f-8e91-c7f0352bd648";

interface KeyView {
  id: string;
  [field: string]: unknown;
}

interface NewKey {
  key: KeyView;
  keyId: string;
  keySecret: string;
}

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startCloud({ start: new Date("2026-01-15T10:00:30Z") });
});
afterEach(() => cloud.simulator.close());

const create = (body: object = {}) => cloud.send<NewKey>("POST", "/keys", { name: "pulumi", ...body });
const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");

describe("a new API key", () => {
  it("made by the server is returned with its secret once, and logs in", async () => {
    const ipAccessList = [{ source: "198.51.100.17", description: "Build server" }];
    const body = { expireAt: "2027-01-15T01:00:00+01:00", assignedRoleIds: [adminRoleId], ipAccessList };

    const { result } = await create(body);

    const { key, keyId } = result;
    expect(key).toEqual({
      id: expect.any(String),
      name: "pulumi",
      state: "enabled",
      assignedRoles: [{ roleId: adminRoleId, roleName: "Admin", roleType: "system" }],
      keySuffix: keyId.slice(-4),
      createdAt: "2026-01-15T10:00:30Z",
      expireAt: "2027-01-15T00:00:00Z",
      ipAccessList,
    });
    expect(await cloud.as(result)("GET", `/keys/${key.id}`)).toMatchObject({
      status: 200,
      result: { ...key, usedAt: "2026-01-15T10:00:00Z" },
    });
    expect(JSON.stringify(cloud.simulator.admin.objects())).not.toContain(result.keySecret);
  });

  it("made by the caller is never returned, and logs in", async () => {
    const own = { keyId: "an own key id x7Qd", keySecret: "an own secret" };
    const hashData = { keyIdHash: sha256(own.keyId), keyIdSuffix: "x7Qd", keySecretHash: sha256(own.keySecret) };

    const { result } = await create({ hashData });

    expect(Object.keys(result)).toEqual(["key"]);
    expect(result.key).toMatchObject({ keySuffix: "x7Qd", assignedRoles: [] });
    expect((await cloud.as(own)("GET", "/keys")).status).toBe(200);
  });

  it("takes roles by their old words, too", async () => {
    const { result } = await create({ roles: ["admin", "query_endpoints"] });

    expect(result.key).toMatchObject({
      roles: ["admin", "query_endpoints"],
      assignedRoles: [{ roleName: "Admin" }, { roleName: "Query endpoints" }],
    });
  });

  it.each([
    ["with a role that is not there", { assignedRoleIds: ["5100a1a7-0000-4000-8000-0000000000ff"] }, "assignedRoleIds"],
    ["with a source that is no address", { ipAccessList: [{ source: "office" }] }, "ipAccessList"],
    ["with half of the hashes", { hashData: { keyIdHash: sha256("a") } }, "hashData"],
    ["with a hash of another form", { hashData: { keyIdHash: "a" } }, "hashData/keyIdHash"],
  ])("is refused %s", async (_, body, text) => {
    expect(await create(body)).toMatchObject({ status: 400, error: expect.stringContaining(text) });
  });

  it("is refused when there are a hundred", async () => {
    for (let count = 1; count < 100; count += 1) await create();

    expect(await create()).toMatchObject({ status: 400, error: expect.stringContaining("at most 100") });
  });
});

describe("a change of an API key", () => {
  it("replaces whole lists and leaves alone what it does not name", async () => {
    const { result } = await create({ assignedRoleIds: [adminRoleId], expireAt: "2027-01-15T00:00:00Z" });

    const changed = await cloud.send<KeyView>("PATCH", `/keys/${result.key.id}`, {
      ipAccessList: [{ source: "192.0.2.0/24" }],
      assignedRoleIds: [],
      expireAt: null,
    });

    expect(changed.result).toMatchObject({
      name: "pulumi",
      assignedRoles: [],
      ipAccessList: [{ source: "192.0.2.0/24" }],
    });
    expect(changed.result).not.toHaveProperty("expireAt");
  });

  it.each([
    ["disabled", (id: string) => cloud.send("PATCH", `/keys/${id}`, { state: "disabled" })],
    ["expired", (id: string) => cloud.send("PATCH", `/keys/${id}`, { expireAt: "2026-01-15T10:00:00Z" })],
    ["deleted", (id: string) => cloud.send("DELETE", `/keys/${id}`)],
  ])("keeps out a key that is %s", async (_, change) => {
    const { result } = await create();

    const { status } = await change(result.key.id);

    expect(status).toBe(200);
    expect(await cloud.as(result)("GET", "/keys")).toMatchObject({ status: 401, error: "Unauthorized" });
  });
});

describe("the API keys of an organization", () => {
  it("are listed in the order in which they were made, the account's first key before all", async () => {
    const { result } = await create();

    const list = await cloud.send<KeyView[]>("GET", "/keys");

    expect(list.result.map(({ id }) => id)).toEqual([firstKeyId, result.key.id]);
    expect(list.result[0]).toMatchObject({ name: "First key", keySuffix: "-key", state: "enabled" });
  });

  it("are known by their UUID, and the first one stays", async () => {
    const { result } = await create();

    expect((await cloud.send("GET", "/keys/5100a1a7-0000-4000-8000-0000000000ff")).status).toBe(404);
    expect((await cloud.send("GET", `/keys/${result.keyId}`)).status).toBe(400);
    expect((await cloud.send("DELETE", `/keys/${firstKeyId}`)).status).toBe(400);
  });

  it("each have a rate limit of their own", async () => {
    await cloud.simulator.close();
    cloud = await startCloud({ rateLimit: true });
    const { result } = await create();

    const statuses = [];
    for (let call = 0; call < 11; call += 1) statuses.push((await cloud.send("GET", "/keys")).status);

    expect(statuses.at(-1)).toBe(429);
    expect((await cloud.as(result)("GET", "/keys")).status).toBe(200);
  });
});
