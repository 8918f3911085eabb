import * as pulumi from "@pulumi/pulumi";
import { gaussdb } from "pulumi-clickhouse-gaussdb";

const config = new pulumi.Config();

// `gaussdb.getImmediateJobs({ status: "Failed" })` lists those that failed. A record that is gone is left alone.
new gaussdb.JobRecordDeletion("failed-resize", {
  jobId: config.get("failedJob") ?? "6b00c41d-d54f-4bcb-80da-566ccedc2b5d",
});
