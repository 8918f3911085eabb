import { createHash } from "node:crypto";
import { z } from "zod";
import { secret, writeOnly } from "../../runtime/traits.ts";
import { aspect } from "../clickhouse.ts";

export const password = aspect({
  inputs: {
    password: secret(writeOnly(z.string().min(1)))
      .optional()
      .describe(
        "Password of the user `default`. Only its hashes are sent. If neither it nor `passwordHash` is set, ClickHouse " +
          "Cloud makes one, which is here as an output. It is never told again, so a change by hand is not seen.",
      ),
    passwordHash: secret(
      writeOnly(z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "must be the base64 form of a SHA-256 digest, 44 characters")),
    )
      .optional()
      .describe("Instead of the password: standard base64 of its SHA-256 digest, 44 characters."),
    doubleSha1PasswordHash: secret(
      writeOnly(z.string().regex(/^[0-9a-f]{40}$/i, "must be the hex form of a SHA-1 digest, 40 digits")),
    )
      .optional()
      .describe("For the MySQL protocol, together with `passwordHash`: hex SHA-1 of the SHA-1 digest, 40 digits."),
  },
  rules: [
    {
      of: ["password", "passwordHash"],
      refuse: ({ password, passwordHash }) =>
        password !== undefined && passwordHash !== undefined ? "must not be set together with passwordHash" : undefined,
    },
    {
      of: ["doubleSha1PasswordHash", "passwordHash"],
      refuse: ({ doubleSha1PasswordHash, passwordHash }) =>
        doubleSha1PasswordHash !== undefined && passwordHash === undefined ? "needs passwordHash" : undefined,
    },
  ],
  async update({ cloud, id, inputs, changes }) {
    const { password } = changes;
    const body =
      password === undefined
        ? { newPasswordHash: inputs.passwordHash, newDoubleSha1Hash: inputs.doubleSha1PasswordHash }
        : { newPasswordHash: sha256(password), newDoubleSha1Hash: doubleSha1(password) };
    await cloud.change("updateServicePassword", { serviceId: id, body });
  },
});

/** Standard base64 of the SHA-256 digest. */
export function sha256(password: string): string {
  return createHash("sha256").update(password).digest("base64");
}

/** Hex SHA-1 of the raw SHA-1 digest. */
export function doubleSha1(password: string): string {
  return createHash("sha1").update(createHash("sha1").update(password).digest()).digest("hex");
}
