import type { Properties } from "../../engine/embedded/property-values.ts";
import { bucketSecret } from "../secrets.ts";
import type { Subject } from "../subject.ts";
import { analytics, reports } from "./analytics.ts";

const gcp = {
  bucketProvider: "GCP",
  bucketPath: "gs://orders-backups/clickhouse",
  accessKeyId: "GOOG1EXAMPLE",
  secretAccessKey: bucketSecret,
};
const aws = {
  bucketProvider: "AWS",
  bucketPath: "s3://orders-backups/clickhouse",
  iamRoleArn: "arn:aws:iam::111122223333:role/backup",
  iamRoleSessionName: "clickhouse",
};
const azure = {
  bucketProvider: "AZURE",
  containerName: "orders-backups",
  connectionString: `DefaultEndpointsProtocol=https;AccountName=orders;AccountKey=${bucketSecret}`,
};

/** Another bucket has nothing of the first. */
const insteadOf = (old: Properties, bucket: Properties) => ({
  ...Object.fromEntries(Object.keys(old).map((key) => [key, undefined])),
  ...bucket,
});

/** A bucket whose cloud wants a secret with each change. */
export const backupBucket: Subject = {
  token: "clickhouse:BackupBucket",
  needs: [analytics, reports],
  args: ({ analytics }) => ({ serviceId: analytics?.id, ...gcp }),
  updates: {
    path: () => ({ bucketPath: "gs://orders-backups/other" }),
    key: () => ({ accessKeyId: "GOOG1OTHER", secretAccessKey: `${bucketSecret}-2` }),
  },
  replacements: {
    service: ({ reports }) => ({ serviceId: reports?.id }),
    aws: () => insteadOf(gcp, aws),
    azure: () => insteadOf(gcp, azure),
  },
  drift: {
    inputs: ["bucketPath", "accessKeyId"],
    byHand(admin, id) {
      admin.change("clickhouse", "backupBuckets", id, {
        properties: { bucketPath: "gs://by-hand", accessKeyId: "BYHAND" },
      });
    },
  },
  objects: ["clickhouse", "backupBuckets"],
  creation: { operation: "createBackupBucket", states: [] },
};

/** A bucket with a role instead. */
export const awsBackupBucket: Subject = {
  ...backupBucket,
  args: ({ analytics }) => ({ serviceId: analytics?.id, ...aws }),
  updates: {
    role: () => ({
      iamRoleArn: "arn:aws:iam::111122223333:role/other",
      iamRoleSessionName: "other",
      bucketPath: "s3://other",
    }),
  },
  replacements: {},
  drift: {
    inputs: ["iamRoleSessionName"],
    byHand: (admin, id) =>
      admin.change("clickhouse", "backupBuckets", id, { properties: { iamRoleSessionName: "by-hand" } }),
  },
};

/** A container. */
export const azureBackupBucket: Subject = {
  ...backupBucket,
  args: ({ analytics }) => ({ serviceId: analytics?.id, ...azure }),
  updates: {
    container: () => ({ containerName: "other", connectionString: `${azure.connectionString}-2` }),
  },
  replacements: {},
  drift: {
    inputs: ["containerName"],
    byHand: (admin, id) =>
      admin.change("clickhouse", "backupBuckets", id, { properties: { containerName: "by-hand" } }),
  },
};
