import type { Call } from "../../cloud.ts";
import { sha256 } from "../digest.ts";
import { refuse, success } from "../envelope.ts";
import { organizationOf } from "../lookup.ts";
import { requireSources } from "../services/lists.ts";
import type { ApiKey, IpAccessListEntry } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { firstKeyId, keysOf } from "./keys.ts";
import { assignedRoles, requireRoles, roleIdsOf } from "./roles.ts";

const mostKeys = 100;

interface ChangeRequest {
  name?: string;
  state?: ApiKey["state"];
  expireAt?: string | null;
  roles?: string[];
  assignedRoleIds?: string[];
  ipAccessList?: IpAccessListEntry[];
}

interface CreateRequest extends ChangeRequest {
  hashData?: { keyIdHash?: string; keyIdSuffix?: string; keySecretHash?: string };
}

type Hashes = Pick<ApiKey, "keyIdHash" | "keySecretHash" | "keySuffix">;

export function apiKeyHandlers(world: World): Handlers {
  return {
    listApiKeys: (call) => {
      organizationOf(world, call);
      return success(world, keysOf(world).map(view));
    },
    getApiKey: (call) => success(world, view(keyOf(world, call))),
    createApiKey: (call) => {
      organizationOf(world, call);
      const request = call.body as CreateRequest;
      if (keysOf(world).length >= mostKeys) {
        refuse("BAD_REQUEST", `An organization can have at most ${mostKeys} API keys`);
      }
      const fields = fieldsOf(request);
      const generated = request.hashData ? undefined : { keyId: world.ids.hex(20), keySecret: world.ids.hex(40) };
      const key: ApiKey = {
        name: undefined,
        state: "enabled",
        expireAt: null,
        roles: undefined,
        assignedRoleIds: [],
        ipAccessList: [],
        ...fields,
        ...(generated ? hashesOf(generated) : givenHashes(request.hashData)),
        id: world.ids.uuid(),
        createdAt: world.clock.now(),
        usedAt: null,
      };
      world.store.apiKeys.set(key.id, key);
      return success(world, { key: view(key), ...generated });
    },
    updateApiKey: (call) => {
      const key = keyOf(world, call);
      Object.assign(key, fieldsOf(call.body as ChangeRequest));
      return success(world, view(key));
    },
    deleteApiKey: (call) => {
      const { id } = keyOf(world, call);
      if (id === firstKeyId) refuse("BAD_REQUEST", "The first API key of the account stays");
      world.store.apiKeys.delete(id);
      return success(world);
    },
  };
}

function keyOf(world: World, call: Call): ApiKey {
  organizationOf(world, call);
  const key = keysOf(world).find(({ id }) => id === call.path.keyId);
  return key ?? refuse("NOT_FOUND", "API key not found");
}

/** What a request sets. Lists are whole lists, not changes. */
function fieldsOf(request: ChangeRequest): Partial<ApiKey> {
  const { name, state, expireAt, roles, assignedRoleIds, ipAccessList } = request;
  requireRoles(assignedRoleIds ?? []);
  requireSources(ipAccessList);
  const roleIds = assignedRoleIds ?? (roles && roleIdsOf(roles));
  return {
    ...(name !== undefined && { name }),
    ...(state && { state }),
    ...(expireAt !== undefined && { expireAt: expireAt === null ? null : toTheSecond(Date.parse(expireAt)) }),
    ...(roles && { roles }),
    ...(roleIds && { assignedRoleIds: roleIds }),
    ...(ipAccessList && { ipAccessList }),
  };
}

function hashesOf({ keyId, keySecret }: { keyId: string; keySecret: string }): Hashes {
  return { keyIdHash: sha256(keyId), keySecretHash: sha256(keySecret), keySuffix: keyId.slice(-4) };
}

function givenHashes({ keyIdHash, keyIdSuffix, keySecretHash }: CreateRequest["hashData"] = {}): Hashes {
  if (keyIdHash === undefined || keyIdSuffix === undefined || keySecretHash === undefined) {
    return refuse("BAD_REQUEST", "hashData needs keyIdHash, keyIdSuffix and keySecretHash");
  }
  return { keyIdHash, keySecretHash, keySuffix: keyIdSuffix };
}

function view(key: ApiKey) {
  const { id, name, state, roles, keySuffix, expireAt, usedAt, ipAccessList } = key;
  return {
    id,
    ...(name !== undefined && { name }),
    state,
    ...(roles && { roles }),
    assignedRoles: assignedRoles(key.assignedRoleIds),
    keySuffix,
    createdAt: toTheSecond(key.createdAt),
    ...(expireAt !== null && { expireAt }),
    ...(usedAt !== null && { usedAt: toTheSecond(Math.floor(usedAt / 60_000) * 60_000) }),
    ipAccessList,
  };
}

function toTheSecond(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
