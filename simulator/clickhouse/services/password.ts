import { createHash } from "node:crypto";
import { sha256 } from "../digest.ts";
import { refuse, success } from "../envelope.ts";
import { lastingServiceOf } from "../lookup.ts";
import type { Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";

interface PasswordRequest {
  newPasswordHash?: string;
  newDoubleSha1Hash?: string;
}

export function passwordHandlers(world: World): Handlers {
  return {
    updateServicePassword: (call) => {
      const service = lastingServiceOf(world, call);
      if (!service.isPrimary) refuse("BAD_REQUEST", "A secondary service has no password of its own");
      const { newPasswordHash, newDoubleSha1Hash } = call.body as PasswordRequest;
      if (newPasswordHash === undefined) return success(world, { password: generatePassword(world, service) });
      service.passwordHash = newPasswordHash;
      service.doubleSha1Hash = newDoubleSha1Hash ?? null;
      return success(world, {});
    },
  };
}

/** Gives a service a new password, which nobody can read later. */
export function generatePassword(world: World, service: Service): string {
  const password = `${world.ids.hex(12)}~Aa1`;
  service.passwordHash = sha256(password);
  const sha1 = createHash("sha1").update(password).digest();
  service.doubleSha1Hash = createHash("sha1").update(sha1).digest("hex");
  return password;
}
