import { z } from "zod";
import type { Args } from "../http/api.ts";
import { pick } from "../runtime/path.ts";
import type { Rule } from "../runtime/resource.ts";
import { secret, stable, writeOnly } from "../runtime/traits.ts";
import type { Operations } from "./api.gen.ts";
import { aspect, resource } from "./clickhouse.ts";

/** What each cloud needs, and what it takes beside that. */
const clouds = {
  AWS: { needs: ["bucketPath", "iamRoleArn"], takes: ["iamRoleSessionName"] },
  GCP: { needs: ["bucketPath", "accessKeyId", "secretAccessKey"], takes: [] },
  AZURE: { needs: ["containerName", "connectionString"], takes: [] },
} as const;

const provider = z.enum(["AWS", "GCP", "AZURE"]);
type Provider = z.infer<typeof provider>;

const location = aspect({
  inputs: {
    bucketPath: z
      .string()
      .min(1)
      .optional()
      .describe("AWS, GCP: path of the bucket, for example `s3://orders-backups/clickhouse`."),
    iamRoleArn: z.string().min(1).optional().describe("AWS: ARN of the role that writes to the bucket."),
    iamRoleSessionName: z.string().min(1).optional().describe("AWS: session name for the role."),
    accessKeyId: z.string().min(1).optional().describe("GCP: id of the HMAC key."),
    secretAccessKey: secret(writeOnly(z.string().min(1)))
      .optional()
      .describe("GCP: secret of the HMAC key."),
    containerName: z.string().min(1).optional().describe("Azure: name of the container."),
    connectionString: secret(writeOnly(z.string().min(1)))
      .optional()
      .describe("Azure: connection string of the storage account."),
  },
  async update({ cloud, id, inputs, state }) {
    // The API wants the secrets with every change.
    const body = bodyOf(state.bucketProvider as Provider, inputs);
    await cloud.change("updateBackupBucket", { serviceId: id, body: body as UpdateBody });
  },
});

type UpdateBody = Args<Operations["updateBackupBucket"]>["body"];
type CreateBody = Args<Operations["createBackupBucket"]>["body"];

const properties = Object.keys(location.inputs) as (keyof typeof location.inputs)[];

/** The bucket for the backups of a ClickHouse Cloud service. */
export const backupBucket = resource({
  token: "clickhouse:BackupBucket",
  noun: "backup bucket",
  description:
    "An own bucket or container that a ClickHouse Cloud service writes its backups to. A service has one at most, so its id " +
    "is that of the service. Deleting it deletes nothing in the bucket. The API key needs the role ADMIN.",
  inputs: {
    serviceId: z.string().min(1).describe("Service that is backed up."),
    bucketProvider: provider.describe("Cloud of the bucket."),
  },
  outputs: {
    backupBucketId: stable(z.string()).describe("Id of the backup bucket."),
  },
  aspects: [location],
  rules: properties.map(fits),
  timeLimits: { create: 10, update: 10, delete: 10 },
  deleteBeforeReplace: true,
  parent: { token: "clickhouse:Service", input: "serviceId" },

  async create({ cloud, inputs, created }) {
    const { serviceId, bucketProvider, ...values } = inputs;
    const body = bodyOf(bucketProvider, values);
    await cloud.begin("createBackupBucket", { serviceId, body: body as CreateBody });
    created(serviceId, pick(body, ["secretAccessKey", "connectionString"]));
  },
  async find({ cloud, inputs: { serviceId } }) {
    const bucket = await cloud.get("getBackupBucket", { serviceId });
    return bucket === undefined ? [] : [serviceId];
  },
  async read({ cloud, id }) {
    const bucket = await cloud.get("getBackupBucket", { serviceId: id });
    if (bucket === undefined) return undefined;
    const { id: backupBucketId, ...values } = bucket;
    return { iamRoleSessionName: null, ...values, serviceId: id, backupBucketId };
  },
  async delete({ cloud, id }) {
    await cloud.change("deleteBackupBucket", { serviceId: id });
  },
});

function bodyOf(bucketProvider: Provider, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { needs, takes } = clouds[bucketProvider];
  return { bucketProvider, ...pick(values, [...needs, ...takes]) };
}

/** A property is there exactly when the cloud of the bucket has it. */
function fits(property: (typeof properties)[number]): Rule<Readonly<Record<string, unknown>>> {
  return {
    of: [property, "bucketProvider"],
    refuse({ bucketProvider, [property]: value }) {
      const { needs, takes } = clouds[bucketProvider as Provider];
      const has = (list: readonly string[]) => list.includes(property);
      if (value === undefined) return has(needs) ? `is required with bucketProvider ${bucketProvider}` : undefined;
      return has(needs) || has(takes) ? undefined : `must not be set with bucketProvider ${bucketProvider}`;
    },
  };
}
