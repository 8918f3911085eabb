import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sign } from "../../provider/gaussdb/signature.ts";
import { address } from "../../provider/http/address.ts";
import type { Dialect } from "../../provider/http/dialect.ts";

const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.stringMatching(/^[ !"#$%&'()*+,/:;<=>?@[\]^`{|}~._-]{0,12}$/),
);
const segment = odd.filter((text) => !["", ".", ".."].includes(text));
const names = fc.constantFrom("name", "Name", "limit", "a b", "é", "a+b", "x[]");
const request = fc.record({
  host: fc.constantFrom("http://127.0.0.1:8080", "https://gaussdb.ap-southeast-3.myhuaweicloud.com"),
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
  first: segment,
  second: segment,
  query: fc.dictionary(names, fc.oneof(odd, fc.integer(), fc.array(odd, { minLength: 1, maxLength: 4 })), {
    noNullPrototype: true,
  }),
  body: fc.option(fc.dictionary(odd, fc.oneof(odd, fc.integer(), fc.boolean()), { noNullPrototype: true })),
  accessKey: fc.stringMatching(/^[A-Z0-9]{20}$/),
  secretKey: fc.stringMatching(/^[A-Za-z0-9]{40}$/),
  securityToken: fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,60}$/)),
  date: fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
});

function texts(query: Record<string, string | number | string[]>): Record<string, string | string[]> {
  const entries = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? [...value] : `${value}`]);
  return Object.fromEntries(entries);
}

describe("the signature of a request", () => {
  it("is the one of the vendor's SDK, whatever path, query and body hold", async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ host, method, first, second, query, body, date, ...key }) => {
        const dialect = { base: async () => new URL(host), constants: async () => ({}) } as Partial<Dialect> as Dialect;
        const route = { method, path: "/v3/{first}/things/{second}", repeatable: true };
        const url = await address(dialect, route, { first, second, ...query });
        const sent = body === null ? undefined : JSON.stringify(body);
        const { accessKey, secretKey, securityToken } = key;
        const headers = { "content-type": "application/json", "x-language": "en-us", "x-project-id": "0a1b" };

        const signed = sign(
          { method, url, headers, date, ...(sent === undefined ? {} : { body: sent }) },
          { accessKey, secretKey, ...(securityToken === null ? {} : { securityToken }) },
        );

        const theirs = AKSKSigner.sign(
          {
            method,
            endpoint: url.origin + url.pathname,
            queryParams: texts(query),
            headers: {
              ...headers,
              "X-Sdk-Date": date.toISOString().replace(/[-:]|\.\d+/g, ""),
              ...(securityToken === null ? {} : { "X-Security-Token": securityToken }),
            },
            ...(body === null ? {} : { data: body }),
          },
          new BasicCredentials().withAk(accessKey).withSk(secretKey),
        ) as Record<string, string>;
        expect(signed.authorization).toBe(theirs.Authorization);
        expect(signed["x-sdk-date"]).toBe(theirs["X-Sdk-Date"]);
      }),
      { numRuns: 500 },
    );
  });

  it("covers what is sent and nothing else", () => {
    const url = new URL("https://gaussdb.example.com/v3/0a1b/instances?limit=10");
    const date = new Date("2026-01-02T03:04:05.678Z");

    const signed = sign(
      { method: "GET", url, headers: { "x-project-id": "0a1b" }, date },
      { accessKey: "A", secretKey: "S" },
    );

    expect(Object.keys(signed).sort()).toEqual(["authorization", "host", "x-project-id", "x-sdk-date"]);
    expect(signed["x-sdk-date"]).toBe("20260102T030405Z");
    expect(signed.authorization).toMatch(
      /^SDK-HMAC-SHA256 Access=A, SignedHeaders=host;x-project-id;x-sdk-date, Signature=[0-9a-f]{64}$/,
    );
  });
});
