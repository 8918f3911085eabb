import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Definition } from "../../../provider/runtime/resource.ts";
import { keepSecret, redact } from "../../../provider/runtime/secrets.ts";
import { secret } from "../../../provider/runtime/traits.ts";

/** A kind with inputs and outputs of this shape. */
function kind(inputs: z.ZodRawShape, outputs: z.ZodRawShape = {}): Definition<unknown> {
  return { inputs, outputs, aspects: [] } as unknown as Definition<unknown>;
}

const credentials = z.object({ user: z.string(), password: secret(z.string()) });

describe("a text", () => {
  it("shows no secret that this process has met", () => {
    keepSecret(kind({ password: secret(z.string()) }), { password: "hunter2-first" });

    expect(redact('the password "hunter2-first" is too short')).toBe('the password "[secret]" is too short');
    expect(redact("nothing in it")).toBe("nothing in it");
  });

  it("shows none that was met later either", () => {
    const before = redact("hunter2-later");
    keepSecret(kind({ password: secret(z.string()) }), { password: "hunter2-later" });

    expect(before).toBe("hunter2-later");
    expect(redact("hunter2-later")).toBe("[secret]");
  });

  it.each<[string, z.ZodType, unknown]>([
    ["below optional", secret(z.string()).optional(), "hunter2-deep"],
    ["in an object", credentials, { user: "u", password: "hunter2-deep" }],
    ["in a list", z.array(credentials), [{ user: "u", password: "hunter2-deep" }]],
    ["in a map", z.record(z.string(), secret(z.string())), { key: "hunter2-deep" }],
    ["in a union", z.union([z.string(), z.object({ mysql: credentials })]), { mysql: { password: "hunter2-deep" } }],
    ["that is a whole object", secret(z.object({ key: z.string() })), { key: "hunter2-deep", more: ["hunter2-deep"] }],
  ])("shows none %s", (_, schema, value) => {
    const marked = JSON.parse(JSON.stringify(value).replaceAll("hunter2-deep", `hunter2-${_}`));
    keepSecret(kind({ it: schema }), { it: marked });

    expect(redact(`it is hunter2-${_}.`)).toBe("it is [secret].");
  });

  it("shows no secret output", () => {
    keepSecret(kind({}, { key: secret(z.string()) }), {}, { key: "hunter2-output" });

    expect(redact("hunter2-output")).toBe("[secret]");
  });

  it("shows a secret in no spelling", () => {
    const password = 'a"b\\c d/é\n';
    keepSecret(kind({ password: secret(z.string()) }), { password });

    expect(redact(JSON.stringify({ password }))).toBe('{"password":"[secret]"}');
    expect(redact(`?password=${encodeURIComponent(password)}`)).toBe("?password=[secret]");
  });

  it("shows no rest of a secret that begins like another one", () => {
    keepSecret(kind({ password: secret(z.string()) }), { password: "hunter2" }, { password: "hunter2-longer" });

    expect(redact("hunter2-longer, hunter2")).toBe("[secret], [secret]");
  });

  it("is not garbled for secrets that are hardly any, or none", () => {
    keepSecret(
      kind({ password: secret(z.string()), name: z.string() }),
      { password: "ab", name: "visible" },
      {
        password: "",
      },
    );

    expect(redact("absolutely visible")).toBe("absolutely visible");
  });

  it("never has a secret in it, whatever the secrets and the text around them", () => {
    const part = fc.string({ unit: "grapheme", minLength: 4, maxLength: 20 });
    const definition = kind({ passwords: secret(z.array(z.string())) });

    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(fc.string(), { maxLength: 4 }),
        (passwords, texts) => {
          fc.pre(passwords.every((password) => !"[secret]".includes(password)));
          keepSecret(definition, { passwords });

          const text = redact([...passwords, ...texts, ...passwords.map(encodeURIComponent.bind(null))].join(" | "));

          for (const password of passwords) expect(text.replaceAll("[secret]", "")).not.toContain(password);
        },
      ),
      { numRuns: 40 },
    );
  });
});
