import * as pulumi from "@pulumi/pulumi";
import { clickhouse } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// Each cloud has its own way:
// - S3: IAM_ROLE (a service on AWS only; let the role trust `iamRole`, an output of the service) or IAM_USER. New files
//   are announced by an SQS queue, or found because their names come in lexical order.
// - Google Cloud Storage: IAM_USER with an HMAC key, or SERVICE_ACCOUNT with a key file in base64. New files are
//   announced by a Pub/Sub subscription, `queueUrl: "projects/<project>/subscriptions/<name>"`.
// - Azure Blob Storage: CONNECTION_STRING, with `azureContainerName` and `path` instead of `url`. It has no queue.
// - DigitalOcean Spaces: IAM_USER. Cloudflare R2 and OVH: public buckets only.
const orders = new clickhouse.ClickPipe(
  "orders",
  {
    serviceId: analytics.id,
    source: {
      objectStorage: {
        type: "s3",
        format: "Parquet",
        url: "https://orders.s3.eu-west-1.amazonaws.com/exports/*.parquet",
        compression: "auto",
        authentication: "IAM_USER",
        accessKey: { accessKeyId: config.require("accessKeyId"), secretKey: config.requireSecret("secretKey") },
        isContinuous: true,
        queueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/orders-exports",
      },
    },
    destination: {
      database: "default",
      table: "orders",
      columns: [
        { name: "id", type: "UInt64" },
        { name: "updated_at", type: "DateTime" },
        { name: "total", type: "Decimal(18, 2)" },
      ],
      // A file that comes again brings the same rows again: the last version of each is kept.
      tableDefinition: {
        engine: { type: "ReplacingMergeTree", versionColumnId: "updated_at" },
        sortingKey: ["id"],
      },
    },
    fieldMappings: [
      { sourceField: "id", destinationField: "id" },
      { sourceField: "updated_at", destinationField: "updated_at" },
      { sourceField: "total", destinationField: "total" },
    ],
  },
  { deletedWith: analytics },
);

export const state = orders.state;
