import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { doubleSha1, password, sha256 } from "../../../../provider/clickhouse/service/password.ts";
import { service } from "../../../../provider/clickhouse/service.ts";
import { recordingCloud } from "../../recording-cloud.ts";

const vendorsPair = {
  password: "test",
  sha256: "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
  doubleSha1: "94bdcebe19083ce2a1f959fd02f964c7af4cfc29",
};

describe("the hashes of a password", () => {
  it("are those that the vendor computes", () => {
    expect(sha256(vendorsPair.password)).toBe(vendorsPair.sha256);
    expect(doubleSha1(vendorsPair.password)).toBe(vendorsPair.doubleSha1);
  });

  it("have the lengths that the vendor asks for, whatever the password", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), (text) => {
        expect(sha256(text)).toMatch(/^[A-Za-z0-9+/]{43}=$/);
        expect(doubleSha1(text)).toMatch(/^[0-9a-f]{40}$/);
      }),
    );
  });
});

describe("a new password of a service", () => {
  it("is sent as its two hashes", async () => {
    const { cloud, sent } = recordingCloud();

    await change(cloud, { password: vendorsPair.password });

    expect(sent).toEqual([
      {
        operation: "updateServicePassword",
        args: {
          serviceId: "s",
          body: { newPasswordHash: vendorsPair.sha256, newDoubleSha1Hash: vendorsPair.doubleSha1 },
        },
      },
    ]);
  });

  it("that the program gives by its hashes is sent as they are", async () => {
    const { cloud, bodies } = recordingCloud();

    await change(cloud, { passwordHash: vendorsPair.sha256, doubleSha1PasswordHash: vendorsPair.doubleSha1 });

    expect(bodies()).toEqual([{ newPasswordHash: vendorsPair.sha256, newDoubleSha1Hash: vendorsPair.doubleSha1 }]);
  });

  it("is nowhere in clear in what is sent, neither at creation nor at a change", async () => {
    const { cloud, sent } = recordingCloud({ createService: { service: { id: "s" } } });
    const secret = "a-password-that-nobody-may-see";
    const inputs = { name: "n", provider: "aws", region: "eu-west-1", ipAccessList: [], password: secret };

    await service.create({ cloud, inputs, created: () => undefined });
    await change(cloud, { password: secret });

    expect(sent).toHaveLength(2);
    expect(JSON.stringify(sent)).not.toContain(secret);
  });

  it("is known from the answer only when the program has given none", async () => {
    const { cloud } = recordingCloud({ createService: { service: { id: "s" }, password: "made by the cloud" } });
    const applied: unknown[] = [];
    const created = (_: string, values: unknown) => void applied.push(values);
    const inputs = { name: "n", provider: "aws", region: "eu-west-1", ipAccessList: [] };

    await service.create({ cloud, inputs, created });
    await service.create({ cloud, inputs: { ...inputs, password: "own" }, created });
    await service.create({ cloud, inputs: { ...inputs, passwordHash: vendorsPair.sha256 }, created });

    expect(applied).toEqual([{ password: "made by the cloud" }, {}, {}]);
  });
});

async function change(cloud: never, changes: Record<string, string>): Promise<void> {
  const inputs = { password: "", passwordHash: "", doubleSha1PasswordHash: "", ...changes };
  await password.update({ cloud, id: "s", inputs, live: {}, changes, state: {} });
}
