import { describe, expect, it } from "vitest";
import {
  annotateSecrets,
  containsSecret,
  containsUnknown,
  knownOf,
  type Properties,
  plainProperties,
  redacted,
  secret,
  unknown,
} from "../../engine/embedded/property-values.ts";

describe("secrets", () => {
  it("reach a plugin in clear", () => {
    expect(plainProperties({ login: { password: secret("geheim") } })).toEqual({ login: { password: "geheim" } });
  });

  it("are hidden from people", () => {
    expect(redacted({ login: { password: secret("geheim") }, port: 1 })).toEqual({
      login: { password: "[secret]" },
      port: 1,
    });
  });

  it("are found at any depth", () => {
    expect(containsSecret({ hosts: [{ password: secret("geheim") }] })).toBe(true);
    expect(containsSecret({ hosts: [{ password: "offen" }] })).toBe(false);
  });

  it("are not wrapped twice", () => {
    expect(secret(secret("geheim"))).toEqual(secret("geheim"));
  });
});

describe("a plugin's answer", () => {
  const annotated = (values: Properties, like: Properties) => {
    annotateSecrets(values, like);
    return values;
  };

  it("keeps a secret at the same path through objects", () => {
    const answer = annotated({ login: { user: "a", password: "p" } }, { login: { user: "a", password: secret("p") } });

    expect(answer).toEqual({ login: { user: "a", password: secret("p") } });
  });

  it("becomes secret as a whole array when an element was", () => {
    const answer = annotated({ users: [{ password: "p" }] }, { users: [{ password: secret("p") }] });

    expect(answer).toEqual({ users: secret([{ password: "p" }]) });
  });

  it("becomes secret as a whole object when the object was", () => {
    const answer = annotated({ login: { password: "p" } }, { login: secret({ password: "p" }) });

    expect(answer).toEqual({ login: secret({ password: "p" }) });
  });

  it("shows a secret that moved to another key", () => {
    const answer = annotated({ echo: "p" }, { password: secret("p") });

    expect(answer).toEqual({ echo: "p" });
  });
});

describe("unknown values", () => {
  it("are found at any depth", () => {
    expect(containsUnknown({ hosts: [{ name: unknown }] })).toBe(true);
    expect(containsUnknown({ hosts: [{ name: "a" }] })).toBe(false);
  });

  it("are left out of calls that change something", () => {
    expect(knownOf({ size: 1, host: unknown, login: { password: secret(unknown), user: "a" } })).toEqual({
      size: 1,
      login: { user: "a" },
    });
  });
});

describe("a reference to a resource", () => {
  const reference = (id?: string) => ({
    "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
    urn: "urn:pulumi:dev::shop::a:b:C::one",
    ...(id === undefined ? {} : { id }),
  });

  it.each([
    ["the id of a custom resource", reference("id-1"), "id-1"],
    ["unknown before it is created", reference(""), unknown],
    ["the URN of a component", reference(), "urn:pulumi:dev::shop::a:b:C::one"],
  ])("reaches a plugin as %s", (_, value, expected) => {
    expect(plainProperties({ value })).toEqual({ value: expected });
  });
});
