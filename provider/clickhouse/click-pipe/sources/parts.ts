import { z } from "zod";
import { canonical, secret, writeOnly } from "../../../runtime/traits.ts";

export const text = z.string().min(1);

/** Certificates; white space around them means nothing. */
export const pem = canonical(text, (value) => String(value).trim());

export const password = secret(writeOnly(text));

/** Lists such as `a, b`; white space in them means nothing. */
export const commaSeparated = canonical(text, (value) => String(value).replaceAll(/\s/g, ""));

export const port = z.int().min(1).max(65_535);

export const accessKey = z.strictObject({
  accessKeyId: writeOnly(text).describe("Id of the access key."),
  secretKey: password.describe("Secret of the access key. It is never told again."),
});

export const serviceAccount = z.strictObject({
  serviceAccountFile: password.describe("JSON key file of the service account, in base64. It is never told again."),
});
