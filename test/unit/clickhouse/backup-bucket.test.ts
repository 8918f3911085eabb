import { describe, expect, it } from "vitest";
import { backupBucket } from "../../../provider/clickhouse/backup-bucket.ts";
import { recordingCloud, refusals } from "../recording-cloud.ts";

const aws = {
  serviceId: "s",
  bucketProvider: "AWS",
  bucketPath: "s3://orders-backups/clickhouse",
  iamRoleArn: "arn:aws:iam::111122223333:role/backup",
} as const;
const gcp = {
  serviceId: "s",
  bucketProvider: "GCP",
  bucketPath: "gs://orders-backups/clickhouse",
  accessKeyId: "GOOG1EXAMPLE",
  secretAccessKey: "a-secret",
} as const;
const azure = {
  serviceId: "s",
  bucketProvider: "AZURE",
  containerName: "orders-backups",
  connectionString: "DefaultEndpointsProtocol=https;AccountKey=a-key",
} as const;

describe("a backup bucket", () => {
  it.each([aws, { ...aws, iamRoleSessionName: "clickhouse" }, gcp, azure])("is accepted with all of %o", (inputs) => {
    expect(refusals(backupBucket, inputs)).toEqual([]);
  });

  it("tells what is missing for its cloud, and what belongs to another", () => {
    expect(refusals(backupBucket, { ...aws, iamRoleArn: undefined, containerName: "c" })).toEqual([
      "iamRoleArn: is required with bucketProvider AWS",
      "containerName: must not be set with bucketProvider AWS",
    ]);
    expect(refusals(backupBucket, { ...gcp, secretAccessKey: undefined })).toEqual([
      "secretAccessKey: is required with bucketProvider GCP",
    ]);
    expect(refusals(backupBucket, { ...azure, bucketPath: "gs://b" })).toEqual([
      "bucketPath: must not be set with bucketProvider AZURE",
    ]);
  });

  it("is in one of the three clouds", () => {
    expect(refusals(backupBucket, { ...aws, bucketProvider: "aws" })).toEqual([
      'bucketProvider: must be one of "AWS", "GCP", "AZURE"',
    ]);
  });

  it.each([
    [aws, {}],
    [gcp, { secretAccessKey: "a-secret" }],
    [azure, { connectionString: azure.connectionString }],
  ])("is created with %o, and which secret was set is told", async (inputs, secrets) => {
    const { cloud, sent } = recordingCloud();
    const made: unknown[] = [];

    await backupBucket.create({ cloud, inputs, created: (...told) => void made.push(told) });

    const { serviceId, ...body } = inputs;
    expect(sent).toEqual([{ operation: "createBackupBucket", args: { serviceId, body } }]);
    expect(made).toEqual([["s", secrets]]);
  });

  it("sends its secret with every change, because the API wants it", async () => {
    const { cloud, sent } = recordingCloud();
    const { serviceId: _, bucketProvider, ...live } = gcp;
    const inputs = { ...live, bucketPath: "gs://other" } as never;

    await backupBucket.aspects[0].update({ cloud, id: "s", inputs, live, changes: {}, state: { bucketProvider } });

    const body = { bucketProvider, ...live, bucketPath: "gs://other" };
    expect(sent).toEqual([{ operation: "updateBackupBucket", args: { serviceId: "s", body } }]);
  });

  it("has its own id as an output, and the service's as its id", async () => {
    const { serviceId: _, secretAccessKey: __, ...answer } = gcp;
    const { cloud } = recordingCloud({ getBackupBucket: { id: "bucket-1", ...answer } });

    expect(await backupBucket.find({ cloud, inputs: gcp })).toEqual(["s"]);
    expect(await backupBucket.read({ cloud, id: "s" })).toMatchObject({
      ...answer,
      serviceId: "s",
      backupBucketId: "bucket-1",
    });
  });

  it("that is not there is neither found nor read", async () => {
    const { cloud } = recordingCloud();

    expect(await backupBucket.find({ cloud, inputs: gcp })).toEqual([]);
    expect(await backupBucket.read({ cloud, id: "s" })).toBeUndefined();
  });
});
