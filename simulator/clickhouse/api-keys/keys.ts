import type { Call, IncomingRequest } from "../../cloud.ts";
import { sha256 } from "../digest.ts";
import { refuse } from "../envelope.ts";
import type { ApiKey } from "../store.ts";
import type { World } from "../world.ts";
import { adminRoleId } from "./roles.ts";

/** The id of the key with which an account begins. */
export const firstKeyId = "5100a1a7-0000-4000-8000-000000000002";

/** All keys, oldest first. */
export function keysOf({ store }: World): ApiKey[] {
  return [...[...store.organizations.values()].map(({ firstKey }) => firstKey), ...store.apiKeys.values()];
}

/** The key with which a request logs in; `undefined` if there is none, or none that may be used now. */
export function callerOf(world: World, { headers }: Pick<IncomingRequest, "headers">): ApiKey | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(String(headers.authorization)) ?? [];
  if (encoded === undefined) return undefined;
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString().split(":");
  const hashes = { id: sha256(id), secret: sha256(secret.join(":")) };
  return keysOf(world).find(
    (key) => key.keyIdHash === hashes.id && key.keySecretHash === hashes.secret && isUsable(world, key),
  );
}

/** Requires the role ADMIN of the key that makes a call. */
export function requireAdmin(world: World, { request }: Call): void {
  const isAdmin = callerOf(world, request)?.assignedRoleIds.includes(adminRoleId);
  if (!isAdmin) refuse("FORBIDDEN", "The API key needs the role ADMIN");
}

function isUsable({ clock }: World, { state, expireAt }: ApiKey) {
  return state === "enabled" && (expireAt === null || Date.parse(expireAt) > clock.now());
}
