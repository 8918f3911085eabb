import { clickhouse } from "pulumi-clickhouse-gaussdb";

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// What else a bucket needs depends on its cloud, and a preview checks it:
// - AWS: a role that `iamRole`, an output of the service, may assume.
// - GCP: an HMAC key, as `accessKeyId` and `secretAccessKey`.
// - Azure: a container, as `containerName` and `connectionString`.
const bucket = new clickhouse.BackupBucket(
  "backups",
  {
    serviceId: analytics.id,
    bucketProvider: "AWS",
    bucketPath: "s3://orders-backups/clickhouse",
    iamRoleArn: "arn:aws:iam::111122223333:role/clickhouse-backup",
    iamRoleSessionName: "clickhouse-cloud",
  },
  { deletedWith: analytics },
);

export const backupBucketId = bucket.backupBucketId;
export const roleToTrust = analytics.iamRole;
