import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultCredentials } from "../../../../simulator/credentials.ts";
import { projectIdOf } from "../../../../simulator/gaussdb/index.ts";
import { projectId, refusal, region, startCloud, type TestCloud } from "./cloud.ts";

const { huawei: account } = defaultCredentials;
const list = `/v3.1/${projectId}/instances`;

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
});

beforeEach(() => cloud.simulator.admin.reset());

afterAll(() => cloud.simulator.close());

interface Signing {
  method?: string;
  data?: unknown;
  secretKey?: string;
  date?: string;
  headers?: Record<string, string>;
}

function sign(target: string, { method = "GET", data, secretKey, date, headers }: Signing = {}) {
  const { pathname, searchParams } = new URL(target, cloud.simulator.url);
  const credentials = new BasicCredentials().withAk(account.accessKey).withSk(secretKey ?? account.secretKey);
  const request = {
    method,
    endpoint: cloud.simulator.url + pathname,
    queryParams: Object.fromEntries(searchParams),
    headers: { ...(date !== undefined && { "X-Sdk-Date": date }), ...headers },
    data,
  };
  const { host: _, ...signed } = AKSKSigner.sign(request, credentials) as Record<string, string>;
  return signed;
}

async function get(target: string, headers: Record<string, string>) {
  const reply = await fetch(cloud.simulator.url + target, { headers });
  return { status: reply.status, body: await reply.json() };
}

async function requestToken(password: string) {
  const user = { name: account.userName, password, domain: { name: account.domainName } };
  const auth = { identity: { methods: ["password"], password: { user } }, scope: { project: { name: region } } };
  return fetch(`${cloud.simulator.url}/v3/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth }),
  });
}

describe("a signature", () => {
  it("of the vendor's SDK opens the service, odd characters in the query included", async () => {
    const target = `${list}?name=${encodeURIComponent("*é ~(!*')+/&=")}&limit=10`;

    expect(await get(target, sign(target))).toMatchObject({ status: 200 });
  });

  it("is refused with the wrong key, for another query, and when it is old", async () => {
    const other = sign(`${list}?limit=10`);

    expect(await get(list, sign(list, { secretKey: "wrong" }))).toMatchObject(refusal(401, "APIGW.0301"));
    expect(await get(`${list}?limit=20`, other)).toMatchObject(refusal(401, "APIGW.0301"));
    expect(await get(list, sign(list, { date: "20200101T000000Z" }))).toMatchObject(refusal(401, "APIGW.0301"));
    expect(await get(list, {})).toMatchObject(refusal(401, "APIGW.0301"));
  });

  it("opens or not: every answer has a request id", async () => {
    const opened = await fetch(cloud.simulator.url + list, { headers: sign(list) });
    const refused = await fetch(cloud.simulator.url + list);

    expect(opened.headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
    expect(refused.headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("covers the body", async () => {
    const target = `/v3/${projectId}/configurations`;
    const headers = sign(target, { method: "POST", data: { name: "mine" } });
    const post = (body: object) =>
      fetch(cloud.simulator.url + target, { method: "POST", headers, body: JSON.stringify(body) });

    expect((await post({ name: "yours" })).status).toBe(401);
    expect((await post({ name: "mine" })).status).toBe(200);
  });

  it("of a temporary key needs its security token", async () => {
    const credentials = { ...defaultCredentials, huawei: { ...account, securityToken: "temporary" } };
    const { simulator } = await startCloud({ credentials });
    const headersOf = (headers: Record<string, string>) => ({ host: new URL(simulator.url).host, ...headers });

    const without = await fetch(simulator.url + list, { headers: sign(list, { headers: headersOf({}) }) });
    const headers = sign(list, { headers: headersOf({ "X-Security-Token": "temporary" }) });
    const withToken = await fetch(simulator.url + list, { headers });
    await simulator.close();

    expect(without.status).toBe(401);
    expect(withToken.status).toBe(200);
  });

  it("finds the project of a region by its name", async () => {
    const target = `/v3/projects?name=${region}`;

    expect(await get(target, sign(target))).toMatchObject({ status: 200, body: { projects: [{ id: projectId }] } });
    expect(await get(target, {})).toMatchObject({ status: 401, body: { error: { code: 401 } } });
  });

  it("does not open a project of somebody else", async () => {
    const target = "/v3.1/ffffffffffffffffffffffffffffffff/instances";

    expect(await get(target, sign(target))).toMatchObject(refusal(403, "DBS.280015"));
  });
});

describe("a token", () => {
  it("opens the project of its scope only, and IAM", async () => {
    const issued = await requestToken(account.password);
    const token = { "x-auth-token": issued.headers.get("x-subject-token") ?? "" };

    const other = await get(`/v3.1/${projectIdOf("cn-north-4")}/instances`, token);
    const projects = await get("/v3/projects", token);

    expect(other).toMatchObject(refusal(403, "DBS.280056"));
    expect(projects.status).toBe(200);
  });

  it("is issued to the user's password and opens the service for 24 hours", async () => {
    const issued = await requestToken(account.password);
    const token = { "x-auth-token": issued.headers.get("x-subject-token") ?? "" };

    const fresh = await get(list, token);
    cloud.advance(24 * 3600 + 1);
    const stale = await get(list, token);

    expect(issued.status).toBe(201);
    expect(fresh.status).toBe(200);
    expect(stale).toMatchObject(refusal(403, "DBS.280056"));
  });

  it("is refused to a wrong password, and expires when an administrator says so", async () => {
    const wrong = await requestToken("wrong");
    const issued = await requestToken(account.password);
    const token = { "x-auth-token": issued.headers.get("x-subject-token") ?? "" };

    cloud.simulator.admin.change("huawei", "tokens", "*", { expires: 0 });

    expect(wrong.status).toBe(401);
    expect(await get(list, token)).toMatchObject(refusal(403, "DBS.280056"));
  });
});
