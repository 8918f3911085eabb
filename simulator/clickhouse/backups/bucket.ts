import type { Call } from "../../cloud.ts";
import { requireAdmin } from "../api-keys/keys.ts";
import { refuse, success } from "../envelope.ts";
import { serviceOf } from "../lookup.ts";
import type { BackupBucket, Json, Service } from "../store.ts";
import type { Handlers, World } from "../world.ts";

/** Without what no bucket can be written to, by its provider. */
const needed: Record<BackupBucket["bucketProvider"], readonly string[]> = {
  AWS: ["bucketPath", "iamRoleArn"],
  GCP: ["bucketPath", "accessKeyId", "secretAccessKey"],
  AZURE: ["containerName", "connectionString"],
};

type BucketRequest = Json & Pick<BackupBucket, "bucketProvider">;

export function backupBucketHandlers(world: World): Handlers {
  return {
    getBackupBucket: (call) => success(world, view(bucketOf(world, serviceOf(world, call)))),
    createBackupBucket: (call) => {
      const service = serviceToChange(world, call);
      if (world.store.backupBuckets.has(service.id)) refuse("BAD_REQUEST", "The service has a backup bucket already");
      const { bucketProvider, ...request } = call.body as BucketRequest;
      const missing = needed[bucketProvider].find((field) => request[field] === undefined);
      if (missing !== undefined) refuse("BAD_REQUEST", `${missing} is required for ${bucketProvider}`);
      const id = world.ids.uuid();
      const bucket = { id, serviceId: service.id, bucketProvider, properties: withoutSecrets(request) };
      world.store.backupBuckets.set(service.id, bucket);
      return success(world, view(bucket));
    },
    // The document asks for the secrets of the provider each time.
    updateBackupBucket: (call) => {
      const bucket = bucketOf(world, serviceToChange(world, call));
      const { bucketProvider, ...request } = call.body as BucketRequest;
      if (bucketProvider !== bucket.bucketProvider) {
        refuse("BAD_REQUEST", `The backup bucket is one of ${bucket.bucketProvider}`);
      }
      bucket.properties = withoutSecrets({ ...bucket.properties, ...request });
      return success(world, view(bucket));
    },
    deleteBackupBucket: (call) => {
      const service = serviceToChange(world, call);
      bucketOf(world, service);
      world.store.backupBuckets.delete(service.id);
      return success(world);
    },
  };
}

/** A bucket as a backup in it shows it. */
export function bucketOfBackup({ bucketProvider, properties }: BackupBucket) {
  return { bucketProvider, ...properties };
}

function serviceToChange(world: World, call: Call): Service {
  const service = serviceOf(world, call);
  requireAdmin(world, call);
  return service;
}

function bucketOf({ store }: World, { id }: Service): BackupBucket {
  return store.backupBuckets.get(id) ?? refuse("NOT_FOUND", "The service has no backup bucket");
}

function view(bucket: BackupBucket) {
  return { id: bucket.id, ...bucketOfBackup(bucket) };
}

/** What reads return: no secrets, and nothing that was cleared. */
function withoutSecrets({ secretAccessKey: _, connectionString: __, ...properties }: Json): Json {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
