import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { withSecrets } from "../../../sdk/secrets.ts";

const paths = ["source.mysql.credentials.password", "keys.*.secret", "settings.*"];

describe("secret arguments", () => {
  it("are marked leaf by leaf, and what stands around them stays readable", async () => {
    const args = withSecrets(
      { source: { mysql: { host: "db", credentials: { username: "u", password: "p" } } } },
      paths,
    );

    expect(args).toMatchObject({ source: { mysql: { host: "db", credentials: { username: "u" } } } });
    expect(await pulumi.isSecret(args.source.mysql.credentials.password)).toBe(true);
  });

  it("are marked in every item of a list and every key of a map", async () => {
    const args = withSecrets({ keys: [{ id: 1, secret: "a" }, { id: 2 }], settings: { one: "b" } }, paths);

    expect(args.keys[0].id).toBe(1);
    expect(await pulumi.isSecret(args.keys[0].secret)).toBe(true);
    expect(args.keys[1]).toEqual({ id: 2 });
    expect(await pulumi.isSecret(args.settings.one)).toBe(true);
  });

  it("make the whole object secret that an output holds them in", async () => {
    const mysql = pulumi.output({ credentials: { username: "u", password: "p" } });

    const args = withSecrets({ source: { mysql } }, paths);

    expect(await pulumi.isSecret(args.source.mysql)).toBe(true);
  });

  it("stay left out when they are", () => {
    expect(withSecrets({ source: undefined, other: null }, paths)).toEqual({ source: undefined, other: null });
  });
});
