import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { isRecord, isSecret, mapValues, secret, secretSignature, signatureKey } from "./property-values.ts";

/** Keeps secrets of exported states from being read, as the CLI's passphrase does. */
export interface SecretsManager {
  /** A value in which each secret is ciphertext. */
  encrypted(value: unknown): unknown;
  /** The value that was encrypted. */
  decrypted(value: unknown): unknown;
}

/** A manager with a key of its own, which no file has. */
export function createSecretsManager(): SecretsManager {
  const key = randomBytes(32);
  const encrypted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(encrypted);
    if (!isRecord(value)) return value;
    if (!isSecret(value)) return mapValues(value, encrypted);
    return { [signatureKey]: secretSignature, ciphertext: seal(key, JSON.stringify(value.value)) };
  };
  const decrypted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(decrypted);
    if (!isRecord(value)) return value;
    if (!isSecret(value)) return mapValues(value, decrypted);
    const { ciphertext, plaintext } = value as { ciphertext?: string; plaintext?: string };
    return secret(JSON.parse(plaintext ?? open(key, ciphertext ?? "")));
  };
  return { encrypted, decrypted };
}

function seal(key: Buffer, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

function open(key: Buffer, ciphertext: string): string {
  const [version, nonce = "", sealed = ""] = ciphertext.split(":");
  if (version !== "v1") throw new Error("a secret of the state was not encrypted by this stack");
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
}
