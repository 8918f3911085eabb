import { describe, expect, it } from "vitest";
import { apiKey } from "../../../provider/clickhouse/api-key.ts";
import { kindOf } from "../../../scripts/generate/kind.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const roleId = "a9e47c13-5d02-4b6f-8e91-c7f0352bd648";
const valid = { name: "pulumi", assignedRoleIds: [roleId] };
const hashData = {
  keyIdHash: "bKE9UspwyIPg8LsQHkJaiehiTeUdstI5JZOvaoQRgJA=",
  keyIdSuffix: "x7Qd",
  keySecretHash: "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
};
const generated = { key: { id: "k" }, keyId: "the-id", keySecret: "the-secret" };

async function create(inputs: object, answer: object = generated) {
  const { cloud, sent } = recordingCloud({ createApiKey: answer });
  const made: unknown[] = [];
  await apiKey.create({ cloud, inputs: inputs as never, created: (...told) => void made.push(told) });
  return { sent, made };
}

async function change(changes: object, live: object = {}) {
  const { cloud, bodies } = recordingCloud();
  const at = { cloud, id: "k", inputs: { ...live, ...changes }, live, changes, state: {} };
  await apiKey.aspects[0].update(at as never);
  return bodies();
}

describe("an API key", () => {
  it("has roles of one sort", () => {
    expect(refusals(apiKey, valid)).toEqual([]);
    expect(refusals(apiKey, { name: "pulumi", roles: ["developer"] })).toEqual([]);
    expect(refusals(apiKey, { ...valid, roles: ["developer"] })).toEqual([
      "roles: must not be set together with assignedRoleIds",
    ]);
  });

  it("expires at a time, in any form of it", () => {
    for (const expireAt of ["2027-01-15", "2027-01-15T00:00:00Z", "2027-01-15T01:00:00+01:00", ""]) {
      expect(refusals(apiKey, { ...valid, expireAt })).toEqual([]);
    }
    expect(refusals(apiKey, { ...valid, expireAt: "in a year" })).toEqual([
      "expireAt: must be a time such as 2027-01-15T00:00:00Z",
    ]);
  });

  it("lets an address in once", () => {
    const twice = [{ source: "198.51.100.17" }, { source: "198.51.100.17", description: "Build server" }];

    expect(refusals(apiKey, { ...valid, ipAccessList: twice })).toEqual(["ipAccessList: must not have a source twice"]);
  });

  it("of the caller is three hashes in the vendor's form", () => {
    expect(refusals(apiKey, { ...valid, hashData })).toEqual([]);
    expect(refusals(apiKey, { ...valid, hashData: { keyIdHash: "the-id", keyIdSuffix: "d" } })).toEqual([
      "hashData.keyIdHash: must be the base64 form of a SHA-256 digest, 44 characters",
      "hashData.keyIdSuffix: must have 4 characters",
      "hashData.keySecretHash: is required",
    ]);
  });

  it("is told once, when it is made", async () => {
    const { sent, made } = await create({ ...valid, expireAt: "2027-01-15T01:00:00+01:00" });

    expect(sent).toEqual([
      { operation: "createApiKey", args: { body: { ...valid, expireAt: "2027-01-15T00:00:00.000Z" } } },
    ]);
    expect(made).toEqual([["k", { keyId: "the-id", keySecret: "the-secret" }]]);
  });

  it("that the caller has made is sent as hashes only, and nothing of it is told", async () => {
    const { sent, made } = await create({ ...valid, hashData }, { key: { id: "k" } });

    expect(sent).toEqual([{ operation: "createApiKey", args: { body: { ...valid, hashData } } }]);
    expect(made).toEqual([["k", {}]]);
  });

  it("has its secret encrypted, wherever it comes from", () => {
    const { secrets, secretOutputs } = kindOf(apiKey as never);

    expect(secrets).toEqual(["hashData.keyIdHash", "hashData.keySecretHash"]);
    expect(secretOutputs).toContain("keySecret");
  });

  it("whose secret got lost with the answer is of no use to anybody", () => {
    expect(apiKey.toldOnce?.(valid)).toBe(true);
    expect(apiKey.toldOnce?.({ ...valid, hashData })).toBe(false);
  });

  it("may be one of the same name", async () => {
    const { cloud } = recordingCloud({
      "apiKeys.list": [
        { id: "k", name: "pulumi" },
        { id: "other", name: "ci" },
      ],
    });

    expect(await apiKey.find({ cloud, inputs: valid })).toEqual(["k"]);
  });

  it("is read with the ids of its roles, and never with what was told once", async () => {
    const key = { id: "k", name: "pulumi", state: "enabled", assignedRoles: [{ roleId }], keySuffix: "x7Qd" };
    const { cloud } = recordingCloud({ apiKeys: key });

    const read = await apiKey.read({ cloud, id: "k" });

    expect(read).toMatchObject({ ...valid, state: "enabled", keySuffix: "x7Qd", expireAt: null, ipAccessList: [] });
    expect(Object.keys(read ?? {})).not.toContain("keySecret");
  });

  it("has only what differs changed", async () => {
    expect(await change({ state: "disabled" })).toEqual([{ state: "disabled" }]);
    expect(await change({ expireAt: "" })).toEqual([{ expireAt: null }]);
  });

  it("keeps the descriptions of addresses that the program does not describe", async () => {
    const live = { ipAccessList: [{ source: "198.51.100.17", description: "Build server" }] };

    const [body] = await change({ ipAccessList: [{ source: "198.51.100.17" }, { source: "192.0.2.1" }] }, live);

    expect(body).toEqual({ ipAccessList: [...live.ipAccessList, { source: "192.0.2.1" }] });
  });

  it.each([
    [{ state: "disabled" }, { state: "enabled" }, "stops working"],
    [{ ipAccessList: [{ source: "0.0.0.0/0" }] }, { ipAccessList: [] }, "from everywhere"],
    [{ name: "ci" }, { name: "pulumi" }, undefined],
  ])("is changed to %o with a notice where somebody would notice", (inputs, live, words) => {
    const { notice } = apiKey.aspects[0];
    const text = typeof notice === "function" ? notice({ inputs, live }) : notice;

    if (words === undefined) expect(text).toBeUndefined();
    else expect(text).toContain(words);
  });

  it("is deleted by its UUID", async () => {
    const { cloud, sent } = recordingCloud();

    await apiKey.delete({ cloud, id: "k", state: {} });

    expect(sent).toEqual([{ operation: "deleteApiKey", args: { keyId: "k" } }]);
  });
});
