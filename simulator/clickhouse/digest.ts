import { createHash } from "node:crypto";

/** SHA-256 of a text in the form in which the vendor keeps secrets: standard base64 of the raw digest. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
