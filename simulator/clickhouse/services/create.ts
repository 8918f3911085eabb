import { startBackups } from "../backups/backups.ts";
import { defaultBackups } from "../backups/configuration.ts";
import { durations } from "../durations.ts";
import { refuse, success } from "../envelope.ts";
import { organizationOf, primaryOf } from "../lookup.ts";
import { goal, pass } from "../passage.ts";
import { requireAttachable, setEndpoints } from "../private-endpoints/registry.ts";
import type { IpAccessListEntry, Service, Tag } from "../store.ts";
import type { Handlers, World } from "../world.ts";
import { requireSources } from "./lists.ts";
import { generatePassword } from "./password.ts";
import { requireRegion } from "./regions.ts";
import { defaultScaling, rescaled, type ScalingRequest } from "./scaling.ts";
import { serviceView } from "./view.ts";

interface CreateRequest extends ScalingRequest {
  name: string;
  provider: string;
  region: string;
  ipAccessList: IpAccessListEntry[];
  tier?: string;
  tags?: Tag[];
  endpoints?: { protocol: "mysql"; enabled: boolean }[];
  privateEndpointIds?: string[];
  dataWarehouseId?: string;
  isReadonly?: boolean;
  backupId?: string;
  releaseChannel?: string;
  enableCoreDumps?: boolean;
  hasTransparentDataEncryption?: boolean;
  encryptionKey?: string;
  encryptionAssumedRoleIdentifier?: string;
}

/** What a creation may set that no other operation knows and that reads return as it is. */
const fixedFields = [
  "encryptionKey",
  "encryptionAssumedRoleIdentifier",
  "hasTransparentDataEncryption",
  "byocId",
  "profile",
  "complianceType",
] as const;

export function createServiceHandlers(world: World): Handlers {
  return {
    createService: (call) => {
      organizationOf(world, call);
      const request = call.body as CreateRequest;
      requirePossible(world, request);
      const service = newService(world, request);
      world.store.services.set(service.id, service);
      setEndpoints(world, service, request.privateEndpointIds ?? []);
      pass(world, service, {
        through: [["provisioning", request.backupId === undefined ? durations.provision : durations.restore]],
        to: goal(world, { success: "running", failure: "failed" }),
        reached: () => startBackups(world, service),
      });
      const password = service.isPrimary && { password: generatePassword(world, service) };
      return success(world, { service: serviceView(world, service), ...password });
    },
  };
}

function requirePossible(world: World, request: CreateRequest) {
  const { tier, provider, region, dataWarehouseId } = request;
  if (tier !== undefined) refuse("BAD_REQUEST", "tier is not supported for organizations on the current plans");
  requireRegion(provider, region);
  if (provider === "azure" && request.hasTransparentDataEncryption) {
    refuse("BAD_REQUEST", "Transparent data encryption is not available on azure");
  }
  requireEncryption(request);
  requireSources(request.ipAccessList);
  requireAttachable(world, request.privateEndpointIds ?? []);
  if (dataWarehouseId !== undefined) {
    const primary = primaryOf(world, dataWarehouseId) ?? refuse("BAD_REQUEST", "The data warehouse does not exist");
    const isNear = primary.provider === provider && primary.region === region;
    if (!isNear) refuse("BAD_REQUEST", "provider and region must be those of the data warehouse");
  }
  requireBackup(world, request);
}

/** A key of the customer comes with the role that may use it. */
function requireEncryption({ provider, encryptionKey, encryptionAssumedRoleIdentifier }: CreateRequest) {
  if ((encryptionKey === undefined) !== (encryptionAssumedRoleIdentifier === undefined)) {
    refuse("BAD_REQUEST", "encryptionKey and encryptionAssumedRoleIdentifier go together");
  }
  if (encryptionKey !== undefined && provider !== "aws") {
    refuse("BAD_REQUEST", "encryptionKey is available on aws only");
  }
}

/** A backup is restored where its service was. */
function requireBackup({ store }: World, { backupId, region }: CreateRequest) {
  if (backupId === undefined) return;
  const backup = store.backups.get(backupId);
  if (backup?.status !== "done") return refuse("BAD_REQUEST", "The backup does not exist");
  const isThere = store.services.get(backup.serviceId)?.region === region;
  if (!isThere) refuse("BAD_REQUEST", "region must be that of the service that was backed up");
}

function newService(world: World, request: CreateRequest): Service {
  const { name, provider, region, dataWarehouseId } = request;
  const fixed = fixedFields.filter((field) => field in request).map((field) => [field, request[field as never]]);
  return {
    ...rescaled(defaultScaling, request),
    id: world.ids.uuid(),
    createdAt: world.clock.now(),
    name,
    provider,
    region,
    state: "provisioning",
    dataWarehouseId: dataWarehouseId ?? world.ids.uuid(),
    isPrimary: dataWarehouseId === undefined,
    isReadonly: request.isReadonly ?? false,
    fixed: Object.fromEntries(fixed),
    ipAccessList: request.ipAccessList,
    tags: request.tags ?? [],
    privateEndpointIds: [],
    mysqlEndpoint: request.endpoints?.at(-1)?.enabled ?? false,
    releaseChannel: request.releaseChannel ?? "default",
    enableCoreDumps: request.enableCoreDumps ?? true,
    transparentDataEncryptionKeyId: null,
    busyUntil: 0,
    backupConfiguration: { ...defaultBackups },
    passwordHash: null,
    doubleSha1Hash: null,
    cdcScaling: null,
  };
}
