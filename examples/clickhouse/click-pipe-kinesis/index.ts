import { clickhouse } from "pulumi-clickhouse-gaussdb";

const analytics = new clickhouse.Service("analytics", {
  provider: "aws",
  region: "eu-west-1",
  ipAccessList: [{ source: "203.0.113.0/24", description: "Office" }],
});

// A role needs a service on AWS: let the role trust `iamRole`, an output of the service. A service on another cloud logs
// in with an access key: `authentication: "IAM_USER"` and `accessKey`. The stream may be in another region than the
// service. Enhanced fan-out gives the pipe a throughput of its own, which AWS charges.
const clicks = new clickhouse.ClickPipe(
  "clicks",
  {
    serviceId: analytics.id,
    source: {
      kinesis: {
        streamName: "clicks",
        region: "eu-west-1",
        format: "JSONEachRow",
        iteratorType: "TRIM_HORIZON",
        useEnhancedFanOut: true,
        authentication: "IAM_ROLE",
        iamRole: "arn:aws:iam::123456789012:role/clicks-reader",
      },
    },
    destination: {
      database: "default",
      table: "clicks",
      columns: [
        { name: "id", type: "String" },
        { name: "at", type: "DateTime" },
      ],
      tableDefinition: { engine: { type: "MergeTree" }, sortingKey: ["at", "id"] },
    },
    fieldMappings: [
      { sourceField: "id", destinationField: "id" },
      { sourceField: "timestamp", destinationField: "at" },
    ],
  },
  { deletedWith: analytics },
);

export const state = clicks.state;
export const trustedRole = analytics.iamRole;
