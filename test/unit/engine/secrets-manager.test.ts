import { describe, expect, it } from "vitest";
import { secret } from "../../engine/embedded/property-values.ts";
import { createSecretsManager } from "../../engine/embedded/secrets-manager.ts";

describe("an exported state", () => {
  it("shows no secret, wherever it is", () => {
    const { encrypted } = createSecretsManager();

    const text = JSON.stringify(encrypted({ password: secret("geheim"), users: [{ key: secret({ pin: "geheim" }) }] }));

    expect(text).not.toContain("geheim");
    expect(text).toContain('"ciphertext":"v1:');
  });

  it("comes back whole", () => {
    const { encrypted, decrypted } = createSecretsManager();
    const value = { password: secret("geheim"), users: secret([{ pin: 1 }]), size: 3, none: null };

    expect(decrypted(encrypted(value))).toEqual(value);
  });

  it("hides equal secrets differently", () => {
    const { encrypted } = createSecretsManager();

    expect(encrypted(secret("geheim"))).not.toEqual(encrypted(secret("geheim")));
  });

  it("cannot be read by another stack", () => {
    const exported = createSecretsManager().encrypted({ password: secret("geheim") });

    expect(() => createSecretsManager().decrypted(exported)).toThrow();
  });
});
